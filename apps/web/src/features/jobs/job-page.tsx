import Paper from "@mui/material/Paper";
import Typography from "@mui/material/Typography";
import { isAppError, type JobWithAttempts } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import WorkOutlineIcon from "@mui/icons-material/WorkOutlined";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { JobStateText } from "../../components/job-state.tsx";
import { MiddleEllipsis } from "../../components/middle-ellipsis.tsx";
import { Page } from "../../components/page.tsx";
import { RowSkeletons } from "../../components/row-skeletons.tsx";
import { JobAttempts } from "./job-attempts.tsx";
import { JobButtons } from "./job-buttons.tsx";
import { JobFacts } from "./job-facts.tsx";
import { JobLog } from "./job-log.tsx";
import { JobOutputs } from "./job-outputs.tsx";
import { jobQuery } from "./jobs-queries.ts";

export function JobPage() {
  const { id = "" } = useParams();
  const { t } = useTranslation("jobs");
  const { data: job, error, refetch } = useQuery(jobQuery(id));
  if (job) return <Shown key={id} job={job} />;
  return (
    <Page title={t("job")}>
      <Paper variant="outlined">
        {isAppError(error, "job_not_found", "invalid_request") ? (
          <EmptyState icon={WorkOutlineIcon} title={t("missing")} />
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <RowSkeletons />
        )}
      </Paper>
    </Page>
  );
}

function Shown({ job }: { job: JobWithAttempts }) {
  const { t } = useTranslation("jobs");
  const title = t("titleOf", { function: job.function, key: job.input.key });
  return (
    <Page
      title={title}
      heading={<MiddleEllipsis text={title} />}
      actions={
        <>
          <JobStateText state={job.state} />
          <JobButtons job={job} />
        </>
      }
    >
      <Typography sx={{ mb: 2, fontSize: "1rem", overflowWrap: "anywhere" }}>
        {job.message ?? t(`sentence.${job.state}`)}
      </Typography>
      <Paper variant="outlined" sx={{ mb: 2 }}>
        <JobFacts job={job} />
      </Paper>
      {job.outputs.length > 0 && <JobOutputs outputs={job.outputs} />}
      {job.attempts.length > 1 && <JobAttempts attempts={job.attempts} />}
      <JobLog job={job} />
    </Page>
  );
}
