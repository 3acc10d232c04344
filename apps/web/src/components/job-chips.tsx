import Box from "@mui/material/Box";
import type { JobCounts, JobState } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../lib/format.ts";
import { JOB_LOOKS } from "./job-state.tsx";
import { Tooltip } from "./tooltip.tsx";

const SHOWN = ["queued", "running", "failed"] as const satisfies JobState[];

/** How many jobs wait, run and have failed; none where there are none. */
export function JobChips({ counts }: { counts: JobCounts }) {
  const { t, i18n } = useTranslation();
  return SHOWN.map((state) => {
    const count = countOf(counts, state);
    if (count === 0) return null;
    const { icon: Icon, color } = JOB_LOOKS[state];
    const words = t(`jobCount.${state}`, { count });
    return (
      <Tooltip key={state} title={words}>
        <Box component="span" role="img" aria-label={words} sx={CHIP}>
          <Icon sx={{ fontSize: 16, color }} aria-hidden />
          {formatNumber(count, i18n.language)}
        </Box>
      </Tooltip>
    );
  });
}

/** What waits for room is still in the queue to a reader; what publishes still runs. */
function countOf(counts: JobCounts, state: JobState): number {
  if (state === "queued") return counts.queued + counts.pending;
  if (state === "running") return counts.running + counts.publishing;
  return counts[state];
}

const CHIP = {
  display: "inline-flex",
  alignItems: "center",
  gap: 0.5,
  height: 24,
  px: 1,
  border: 1,
  borderColor: "divider",
  borderRadius: 3,
  fontSize: "0.75rem",
  fontWeight: 600,
  fontVariantNumeric: "tabular-nums",
};
