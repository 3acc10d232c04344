import Box from "@mui/material/Box";
import type { Job } from "@oscar/contracts";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { visuallyHidden } from "../../components/visually-hidden.ts";
import { useRowHeight } from "../../lib/use-row-height.ts";
import { COLUMNS } from "./job-columns.ts";
import { JobRow } from "./job-row.tsx";

const CARD_HEIGHT = 96;

interface JobRowsProps {
  jobs: Job[];
  hasMore: boolean;
  onMore: () => void;
}

/** A table whose rows exist only where one looks, so that a hundred thousand jobs cost no more than fifty. */
export function JobRows({ jobs, hasMore, onMore }: JobRowsProps) {
  const { t } = useTranslation("jobs");
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const box = body.current?.getBoundingClientRect();
    setTop((box?.top ?? 0) + window.scrollY);
  }, []);
  const rowHeight = useRowHeight();
  const isNarrow = window.matchMedia("(max-width: 599.95px)").matches;
  const virtualizer = useWindowVirtualizer({
    count: jobs.length,
    estimateSize: () => (isNarrow ? CARD_HEIGHT : rowHeight),
    getItemKey: (index) => jobs[index]?.id ?? index,
    overscan: 12,
    scrollMargin: top,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const items = virtualizer.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= jobs.length - 20) onMore();
  }, [hasMore, lastShown, jobs.length, onMore]);
  return (
    <Box
      role="table"
      aria-label={t("title")}
      aria-rowcount={hasMore ? -1 : jobs.length + 1}
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
  );
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
    <Box role="rowgroup">
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
