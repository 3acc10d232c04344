import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Paper from "@mui/material/Paper";
import { isAppError, type JobWithAttempts } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import WorkOutlineIcon from "@mui/icons-material/WorkOutlined";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { JobStateText } from "../../components/job-state.tsx";
import { MiddleEllipsis } from "../../components/middle-ellipsis.tsx";
import { Page } from "../../components/page.tsx";
import { RowSkeletons } from "../../components/row-skeletons.tsx";
import { paths } from "../../lib/paths.ts";
import { JobAttempts } from "./job-attempts.tsx";
import { JobButtons } from "./job-buttons.tsx";
import { JobOutcome } from "./job-outcome.tsx";
import { JobFacts } from "./job-facts.tsx";
import { JobLog } from "./log/job-log.tsx";
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
          <EmptyState
            icon={WorkOutlineIcon}
            title={t("missing")}
            hint={t("missingHint")}
          >
            <Button variant="contained" component={Link} to={paths.functions()}>
              {t("toFunctions")}
            </Button>
          </EmptyState>
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
  const { t } = useTranslation(["jobs", "common"]);
  const { attempt, pick } = usePickedAttempt(job);
  const title = t("titleOf", { function: job.function, key: job.input.key });
  return (
    <Page
      title={t("tabTitle", { state: t(`common:jobState.${job.state}`), title })}
      heading={<MiddleEllipsis text={title} />}
      actions={
        <Box sx={{ display: "flex", alignItems: "center", gap: 1.5 }}>
          <JobStateText state={job.state} />
          <JobButtons job={job} />
        </Box>
      }
    >
      <JobOutcome job={job} />
      <Paper variant="outlined" sx={{ mb: 2 }}>
        <JobFacts job={job} />
      </Paper>
      {job.outputs.length > 0 && <JobOutputs outputs={job.outputs} />}
      {job.attempts.length > 1 && (
        <JobAttempts attempts={job.attempts} shown={attempt} onShow={pick} />
      )}
      <JobLog job={job} attempt={attempt} onAttempt={pick} />
    </Page>
  );
}

/** Whose log is shown: the latest attempt's, unless the address names another. */
function usePickedAttempt({ attempt: latest, attempts }: JobWithAttempts) {
  const [params, setParams] = useSearchParams();
  const named = Number(params.get("attempt"));
  const isThere = attempts.some(({ number }) => number === named);
  return {
    attempt: isThere ? named : latest,
    pick: (number: number) =>
      setParams(number === latest ? {} : { attempt: String(number) }, {
        replace: true,
        preventScrollReset: true,
      }),
  };
}
