import Box from "@mui/material/Box";
import useMediaQuery from "@mui/material/useMediaQuery";
import type { Job } from "@oscar/contracts";
import { useWindowVirtualizer, windowScroll } from "@tanstack/react-virtual";
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { RowSkeletons } from "../../components/row-skeletons.tsx";
import { visuallyHidden } from "../../components/visually-hidden.ts";
import { useRowHeight } from "../../lib/use-row-height.ts";
import { COLUMNS } from "./job-columns.ts";
import { JobRow } from "./job-row.tsx";

const CARD_HEIGHT = 96;

interface JobRowsProps {
  jobs: Job[];
  /** How many there are; undefined where that is not known. */
  total: number | undefined;
  hasMore: boolean;
  onMore: () => void;
}

/** A table whose rows exist only where one looks, so that a hundred thousand jobs cost no more than fifty. */
export function JobRows({ jobs, total, hasMore, onMore }: JobRowsProps) {
  const { t } = useTranslation("jobs");
  const { body, top, virtualizer } = useJobRows(jobs);
  const items = virtualizer.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= jobs.length - 20) onMore();
  }, [hasMore, lastShown, jobs.length, onMore]);
  const known = hasMore ? total : jobs.length;
  return (
    <>
      <Box
        role="table"
        aria-label={t("title")}
        aria-rowcount={known === undefined ? -1 : known + 1}
      >
        <Head />
        <Box
          role="rowgroup"
          ref={body}
          sx={{ position: "relative" }}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {items.map((item) => {
            const job = jobs[item.index];
            return (
              job && (
                <JobRow
                  key={item.key}
                  job={job}
                  index={item.index}
                  offset={item.start - top}
                  measure={virtualizer.measureElement}
                />
              )
            );
          })}
        </Box>
      </Box>
      {hasMore && <RowSkeletons rows={2} />}
    </>
  );
}

/** The rows near the screen. New jobs come above: who reads further down is not moved by them. */
function useJobRows(jobs: Job[]) {
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const isNarrow = useMediaQuery("(max-width: 599.95px)", { noSsr: true });
  const rowHeight = useRowHeight();
  const isScrolled = useRef(false);
  useLayoutEffect(() => {
    const box = body.current?.getBoundingClientRect();
    setTop((box?.top ?? 0) + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: jobs.length,
    estimateSize: () => (isNarrow ? CARD_HEIGHT : rowHeight),
    getItemKey: (index) => jobs[index]?.id ?? index,
    overscan: 8,
    scrollMargin: top,
    scrollToFn: useScroll(),
    anchorTo: isScrolled.current ? "end" : "start",
    onChange: ({ scrollOffset }) => {
      isScrolled.current = (scrollOffset ?? 0) > top;
    },
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  return { body, top, virtualizer };
}

/**
 * Scrolls where the virtualizer makes up for rows that came above or turned out higher. Not at
 * its very beginning: there it goes to where it was drawn, and would send a reader back who has
 * scrolled since.
 */
function useScroll(): typeof windowScroll {
  const isBegun = useRef(false);
  return useCallback((...scroll) => {
    if (isBegun.current) windowScroll(...scroll);
    isBegun.current = true;
  }, []);
}

function Head() {
  const { t } = useTranslation("jobs");
  const columns = [
    "state",
    "input",
    "started",
    "duration",
    "reason",
    "actions",
  ] as const;
  return (
    <Box role="rowgroup" sx={HEAD}>
      <Box
        role="row"
        aria-rowindex={1}
        sx={{
          ...COLUMNS,
          minHeight: 40,
          fontWeight: 600,
          color: "text.secondary",
          borderBottom: 1,
          borderColor: "divider",
          "@media (max-width: 599.95px)": visuallyHidden,
        }}
      >
        {columns.map((column) => (
          <Box
            key={column}
            role="columnheader"
            sx={{
              textAlign:
                column === "duration" || column === "actions"
                  ? "right"
                  : "left",
            }}
          >
            {t(`columns.${column}`)}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** Below the app's bar, while one scrolls. */
const HEAD = {
  position: "sticky",
  top: 56,
  zIndex: 1,
  bgcolor: "background.paper",
  "@media (max-width: 599.95px)": { position: "static" },
};
