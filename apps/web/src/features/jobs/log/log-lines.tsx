import Box from "@mui/material/Box";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { MONO_FONT } from "../../lib/mono-font.ts";

const LINE_HEIGHT = 20;
const PADDING = 8;
/** Nearer to the end than this means that one reads along. */
const FOLLOW_PX = 40;

interface LogLinesProps {
  lines: string[];
  firstNumber: number;
  isWrapped: boolean;
}

/** A log's lines, of which only those in sight exist; stays at the end while one is there. */
export function LogLines({ lines, firstNumber, isWrapped }: LogLinesProps) {
  const { t } = useTranslation("jobs");
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const lastTop = useRef(0);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 30,
  });
  useLayoutEffect(() => {
    virtualizer.measure(); // wrapping changes every height
  }, [virtualizer, isWrapped]);
  const height = virtualizer.getTotalSize();
  useLayoutEffect(() => {
    // The height also changes when lines turn out to be longer than one row.
    if (isAtEnd.current) box.current?.scrollTo({ top: height });
  }, [height]);
  const follow = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) => {
    if (scrollHeight - scrollTop - clientHeight < FOLLOW_PX)
      isAtEnd.current = true;
    // Only who scrolls back leaves the end: growing text moves it away too.
    else if (scrollTop < lastTop.current) isAtEnd.current = false;
    lastTop.current = scrollTop;
  };
  return (
    <Box
      ref={box}
      role="log"
      aria-label={t("log")}
      aria-live="off"
      tabIndex={0}
      onScroll={(event) => follow(event.currentTarget)}
      sx={BOX}
      style={{ height: `min(60vh, ${height + 2 * PADDING}px)` }}
    >
      <Box style={{ height }} sx={{ position: "relative" }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => (
          <Box
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            style={{ transform: `translateY(${start}px)` }}
            sx={[
              LINE,
              isWrapped && {
                width: "100%",
                whiteSpace: "pre-wrap",
                overflowWrap: "anywhere",
              },
            ]}
          >
            <Box component="span" className="number" aria-hidden>
              {firstNumber + index}
            </Box>
            <span>{lines[index]}</span>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

const BOX = {
  overflow: "auto",
  py: `${PADDING}px`,
  borderTop: 1,
  borderColor: "divider",
  bgcolor: "background.default",
  fontFamily: MONO_FONT,
  fontSize: "0.8125rem",
  lineHeight: `${LINE_HEIGHT}px`,
  "&:focus-visible": { outlineOffset: -2 },
};

const LINE = {
  position: "absolute",
  inset: "0 auto auto 0",
  display: "flex",
  minHeight: LINE_HEIGHT,
  pr: 2,
  whiteSpace: "pre",
  "& .number": {
    flexShrink: 0,
    width: 56,
    pr: 2,
    textAlign: "right",
    color: "text.secondary",
    userSelect: "none",
  },
};
