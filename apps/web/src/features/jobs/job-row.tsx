import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import type { Job } from "@oscar/contracts";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { JobStateText } from "../../components/job-state.tsx";
import { MiddleEllipsis } from "../../components/middle-ellipsis.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { reasonText } from "../../lib/job-reason.ts";
import { paths } from "../../lib/paths.ts";
import { JobActs } from "./job-acts.tsx";
import { JobDuration } from "./job-duration.tsx";
import { COLUMNS } from "./job-columns.ts";

interface JobRowProps {
  job: Job;
  /** From 0. */
  index: number;
  offset: number;
  measure: (element: HTMLElement | null) => void;
}

/** A job in the list; drawn anew only when something of it changes, not at every scroll. */
export const JobRow = memo(function JobRow(props: JobRowProps) {
  const { job, index, offset, measure } = props;
  useTranslation(); // the reason changes with the language
  const reason = reasonText(job);
  return (
    <Box
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      ref={measure}
      sx={ROW}
      style={{ transform: `translateY(${offset}px)` }}
    >
      <Box role="cell" className="state">
        <JobStateText state={job.state} />
      </Box>
      <Box role="cell" className="input" sx={{ display: "flex" }}>
        <Link
          component={RouterLink}
          to={paths.job(job.id)}
          sx={{ display: "flex", minWidth: 0, fontWeight: 550 }}
        >
          <MiddleEllipsis text={job.input.key} />
        </Link>
      </Box>
      <Box role="cell" className="started">
        {job.startedAt ? <TimeText time={job.startedAt} /> : "–"}
      </Box>
      <Box role="cell" className="duration">
        <JobDuration {...job} />
      </Box>
      <Box role="cell" className="reason" title={reason}>
        {reason}
      </Box>
      <Box role="cell" className="actions">
        <JobActs job={job} />
      </Box>
    </Box>
  );
});

const ROW = {
  ...COLUMNS,
  position: "absolute",
  inset: "0 0 auto 0",
  borderBottom: 1,
  borderColor: "divider",
  "&:hover": { bgcolor: "action.hover" },
  "& > *": { minWidth: 0 },
  "& .state": { display: "flex" },
  "& .duration": { textAlign: "right" },
  "& .reason": {
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    color: "text.secondary",
  },
  "& .actions": { display: "flex", justifyContent: "flex-end" },
  "@media (max-width: 599.95px)": {
    gridTemplateColumns: "minmax(0, 1fr) auto auto",
    gridTemplateAreas:
      '"input input actions" "state started duration" "reason reason reason"',
    py: 1,
    rowGap: 0.25,
    "& .input": { gridArea: "input" },
    "& .actions": { gridArea: "actions" },
    "& .state": { gridArea: "state" },
    "& .started": { gridArea: "started" },
    "& .duration": { gridArea: "duration" },
    "& .reason": { gridArea: "reason" },
  },
};
