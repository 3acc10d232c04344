import ArrowDownwardIcon from "@mui/icons-material/ArrowDownward";
import Box from "@mui/material/Box";
import Fab from "@mui/material/Fab";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { visuallyHidden } from "../../../components/visually-hidden.ts";
import { MONO_FONT } from "../../../lib/mono-font.ts";
import { LINE_STYLES, LogLine } from "./log-line.tsx";
import type { LogText } from "./log-text.ts";
import { useCopyLine } from "./use-copy-line.ts";
import type { LineSearch } from "./use-line-search.ts";

const LINE_HEIGHT = 20;
const PADDING = 8;
/** Nearer to the end than this means that one reads along. */
const FOLLOW_PX = 40;

interface LogLinesProps {
  log: LogText;
  isWrapped: boolean;
  search: LineSearch;
}

/** A log's lines, of which only those in sight exist; stays at the end while one is there. */
export function LogLines({ log, isWrapped, search }: LogLinesProps) {
  const { t } = useTranslation(["jobs", "common"]);
  const { lines, dropped, firstNumber } = log;
  const box = useRef<HTMLDivElement>(null);
  const { virtualizer, isAtEnd, onScroll, toEnd } = useEndOfLog(box, {
    log,
    isWrapped,
  });
  const { current } = search;
  useEffect(() => {
    if (current !== undefined)
      virtualizer.scrollToIndex(current - dropped, { align: "center" });
    // oxlint-disable-next-line react/exhaustive-deps -- what grows or goes meanwhile moves nobody
  }, [virtualizer, current]);
  const { copied, copy } = useCopyLine(log);
  const items = virtualizer.getVirtualItems();
  const stop = current ?? dropped + (items[0]?.index ?? 0);
  const height = virtualizer.getTotalSize();
  return (
    <Box sx={{ position: "relative" }}>
      <Box
        ref={box}
        role="log"
        aria-label={t("log")}
        aria-live="off"
        tabIndex={0}
        onScroll={onScroll}
        sx={[BOX, isWrapped && WRAPPED]}
        style={{
          height: `min(60vh, ${height + 2 * PADDING}px)`,
          ["--number-width" as string]: `${widthOfNumbers(log)}ch`,
        }}
      >
        <Box style={{ height }} sx={{ position: "relative" }}>
          {items.map(({ index, start, key }) => (
            <div
              key={key}
              ref={isWrapped ? virtualizer.measureElement : undefined}
              data-index={index}
              className="line"
              style={{ transform: `translateY(${start}px)` }}
            >
              <LogLine
                text={lines[index] ?? ""}
                place={dropped + index}
                number={
                  firstNumber === undefined ? undefined : firstNumber + index
                }
                needle={search.needle}
                isCurrent={current === dropped + index}
                isCopied={copied === dropped + index}
                isStop={stop === dropped + index}
                onCopy={copy}
              />
            </div>
          ))}
        </Box>
      </Box>
      {!isAtEnd && (
        <Fab
          size="small"
          variant="extended"
          color="primary"
          onClick={toEnd}
          sx={TO_END}
        >
          <ArrowDownwardIcon sx={{ fontSize: 18, mr: 0.5 }} />
          {t("toEnd")}
        </Fab>
      )}
      <Box role="status" sx={visuallyHidden}>
        {copied !== undefined && t("common:copied")}
      </Box>
    </Box>
  );
}

/** Keeps the end in sight for as long as the reader has not scrolled away from it. */
function useEndOfLog(
  box: React.RefObject<HTMLDivElement | null>,
  { log, isWrapped }: { log: LogText; isWrapped: boolean },
) {
  const [isAtEnd, setIsAtEnd] = useState(true);
  const virtualizer = useVirtualizer({
    count: log.lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_HEIGHT,
    // Lines that are let go at the top must not move those that are read.
    getItemKey: (index) => log.dropped + index,
    overscan: 10,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: FOLLOW_PX,
  });
  useLayoutEffect(() => {
    virtualizer.measure(); // wrapping changes every height
  }, [virtualizer, isWrapped]);
  const hasLines = log.lines.length > 0;
  useLayoutEffect(() => {
    // What went wrong stands at the end.
    if (hasLines) virtualizer.scrollToEnd();
  }, [virtualizer, hasLines]);
  return {
    virtualizer,
    isAtEnd,
    onScroll: () => setIsAtEnd(isEndInSight(box.current)),
    toEnd: () => virtualizer.scrollToEnd(),
  };
}

function isEndInSight(box: HTMLElement | null): boolean {
  if (!box) return true;
  return box.scrollHeight - box.scrollTop - box.clientHeight < FOLLOW_PX;
}

/** Room for the largest number, and the space after it. */
function widthOfNumbers({ firstNumber = 0, lines }: LogText): number {
  return Math.max(3, String(firstNumber + lines.length).length) + 3.5;
}

const BOX = {
  ...LINE_STYLES,
  overflow: "auto",
  py: `${PADDING}px`,
  borderTop: 1,
  borderColor: "divider",
  bgcolor: "background.default",
  fontFamily: MONO_FONT,
  fontSize: "0.8125rem",
  lineHeight: `${LINE_HEIGHT}px`,
  "&:focus-visible": { outlineOffset: -2 },
  "& .line": {
    position: "absolute",
    inset: "0 auto auto 0",
    minWidth: "100%",
    minHeight: LINE_HEIGHT,
    whiteSpace: "pre",
  },
};

const WRAPPED = {
  "& .line": {
    width: "100%",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
};

const TO_END = { position: "absolute", right: 24, bottom: 16 };
