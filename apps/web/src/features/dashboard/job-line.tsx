import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import type { Job } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { JobStateText } from "../../components/job-state.tsx";
import { MiddleEllipsis } from "../../components/middle-ellipsis.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { reasonText } from "../../lib/job-reason.ts";
import { paths } from "../../lib/paths.ts";

interface JobLineProps {
  job: Job;
  height: number;
}

/** One job in two lines: its file and state, its function and what came of it. */
export function JobLine({ job, height }: JobLineProps) {
  const reason = reasonText(job);
  return (
    <Box component="li" sx={LINE} style={{ height }}>
      <Box sx={{ display: "flex", alignItems: "center", gap: 2 }}>
        <Link component={RouterLink} to={paths.job(job.id)} sx={KEY}>
          <MiddleEllipsis text={job.input.key} />
        </Link>
        <JobStateText state={job.state} />
      </Box>
      <Box sx={BELOW}>
        <Box sx={WORDS} title={reason}>
          <Link
            component={RouterLink}
            to={paths.function(job.function)}
            color="inherit"
            underline="always"
          >
            {job.function}
          </Link>
          {reason && ` · ${reason}`}
          <Outputs job={job} />
        </Box>
        <TimeText time={job.finishedAt ?? job.startedAt ?? job.createdAt} />
      </Box>
    </Box>
  );
}

/** Where the results are. */
function Outputs({ job: { outputs } }: { job: Job }) {
  const { t } = useTranslation("dashboard");
  const bucket = outputs[0]?.bucket;
  if (bucket === undefined) return null;
  return (
    <>
      {" → "}
      <Link
        component={RouterLink}
        to={paths.bucket(bucket)}
        color="inherit"
        underline="always"
      >
        {t("results", { count: outputs.length, bucket })}
      </Link>
    </>
  );
}

const LINE = {
  display: "flex",
  flexDirection: "column",
  justifyContent: "center",
  px: 2,
  borderTop: 1,
  borderColor: "divider",
};

const KEY = { display: "flex", flex: 1, minWidth: 0, fontWeight: 550 };

const BELOW = {
  display: "flex",
  gap: 2,
  color: "text.secondary",
  fontSize: "0.8125rem",
};

const WORDS = {
  flex: 1,
  minWidth: 0,
  overflow: "hidden",
  textOverflow: "ellipsis",
  whiteSpace: "nowrap",
};
