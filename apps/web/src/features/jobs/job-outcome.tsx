import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import type { JobWithAttempts } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { reasonText } from "../../lib/job-reason.ts";
import { paths } from "../../lib/paths.ts";
import { newestJobQuery } from "./jobs-queries.ts";

/** How a job fares, in a sentence; and where it went wrong, what mends it. */
export function JobOutcome({ job }: { job: JobWithAttempts }) {
  const { t } = useTranslation("jobs");
  const { state, reason } = job;
  const sentence = reasonText(job) ?? t(`sentence.${state}`);
  if (state !== "failed" && state !== "cancelled")
    return <Typography sx={SENTENCE}>{sentence}</Typography>;
  return (
    <Alert
      severity={state === "failed" ? "error" : "info"}
      variant="outlined"
      sx={{ mb: 2, "& .MuiAlert-message": { minWidth: 0 } }}
    >
      <Typography sx={{ ...SENTENCE, mb: 0, fontWeight: 600 }}>
        {sentence}
      </Typography>
      {reason && (
        <Box sx={{ color: "text.secondary" }}>{t(`advice.${reason}`)}</Box>
      )}
      {state === "failed" && reason !== undefined && MENDED_BY[reason] && (
        <Button
          size="small"
          component={Link}
          to={paths.editFunction(job.function)}
          state={{ isFromPage: true }}
          sx={{ ml: -0.75, mt: 0.5 }}
        >
          {t("editFunction", { name: job.function })}
        </Button>
      )}
      {reason === "superseded" && <NewerVersion job={job} />}
    </Alert>
  );
}

/** Reasons that lie in what the function says. */
const MENDED_BY: Partial<Record<NonNullable<JobWithAttempts["reason"]>, true>> =
  {
    exit_code: true,
    out_of_memory: true,
    timeout: true,
    image_pull: true,
    start_failed: true,
  };

/** The job of the input's newer version. */
function NewerVersion({ job }: { job: JobWithAttempts }) {
  const { t } = useTranslation("jobs");
  const { bucket, key } = job.input;
  const filter = { function: job.function, bucket, key };
  const { data: newest } = useQuery(newestJobQuery(filter));
  if (!newest || newest.id === job.id) return null;
  return (
    <Button
      size="small"
      component={Link}
      to={paths.job(newest.id)}
      sx={{ ml: -0.75, mt: 0.5 }}
    >
      {t("newerVersion")}
    </Button>
  );
}

const SENTENCE = { mb: 2, fontSize: "1rem", overflowWrap: "anywhere" };
