import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import type { Job } from "@oscar/contracts";
import { Link as RouterLink } from "react-router";
import { JobStateText } from "../../components/job-state.tsx";
import { MiddleEllipsis } from "../../components/middle-ellipsis.tsx";
import { RowSkeletons } from "../../components/row-skeletons.tsx";
import { Section } from "../../components/section.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { paths } from "../../lib/paths.ts";

interface JobBriefProps {
  id: string;
  title: string;
  empty: string;
  /** Undefined while they are on their way. */
  jobs: Job[] | undefined;
}

/** A few jobs in short, each leading to its page. */
export function JobBrief({ id, title, empty, jobs }: JobBriefProps) {
  return (
    <Box id={id} sx={{ scrollMarginTop: 72 }}>
      <Section title={title}>
        {jobs === undefined && <RowSkeletons rows={3} />}
        {jobs?.length === 0 && (
          <Typography sx={{ px: 2, pb: 2, color: "text.secondary" }}>
            {empty}
          </Typography>
        )}
        <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0 }}>
          {jobs?.map((job) => (
            <Line key={job.id} job={job} />
          ))}
        </Box>
      </Section>
    </Box>
  );
}

function Line({ job }: { job: Job }) {
  return (
    <Box component="li" sx={LINE}>
      <Box sx={{ display: "flex", alignItems: "center", gap: 2 }}>
        <Link
          component={RouterLink}
          to={paths.job(job.id)}
          sx={{ display: "flex", flex: 1, minWidth: 0, fontWeight: 550 }}
        >
          <MiddleEllipsis text={job.input.key} />
        </Link>
        <JobStateText state={job.state} />
      </Box>
      <Box
        sx={{
          display: "flex",
          gap: 1,
          color: "text.secondary",
          fontSize: "0.8125rem",
        }}
      >
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Link
            component={RouterLink}
            to={paths.function(job.function)}
            color="inherit"
          >
            {job.function}
          </Link>
          {job.message && ` · ${job.message}`}
        </Box>
        <TimeText time={job.finishedAt ?? job.startedAt ?? job.createdAt} />
      </Box>
    </Box>
  );
}

const LINE = {
  px: 2,
  py: 1.25,
  borderTop: 1,
  borderColor: "divider",
};
