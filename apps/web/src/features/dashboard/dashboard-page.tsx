import AddBoxIcon from "@mui/icons-material/AddBox";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { FunctionSummary } from "@oscar/contracts";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ErrorState } from "../../components/error-state.tsx";
import { Page } from "../../components/page.tsx";
import { ProblemList } from "../../components/problem-list.tsx";
import { paths } from "../../lib/paths.ts";
import {
  bucketsQuery,
  functionsQuery,
  statusQuery,
} from "../../lib/shared-queries.ts";
import { DashboardSkeleton } from "./dashboard-skeleton.tsx";
import { latestJobsQuery } from "./dashboard-queries.ts";
import { FirstRun } from "./first-run.tsx";
import { FunctionProgress } from "./function-progress.tsx";
import { LatestJobs } from "./latest-jobs.tsx";
import { StatCards } from "./stat-cards.tsx";

/** What there is, what is going on, and what went wrong. */
export function DashboardPage() {
  const { t } = useTranslation(["common", "functions"]);
  const functions = useQuery(functionsQuery());
  const isFirstRun = functions.data?.length === 0;
  return (
    <Page
      title={t("nav.dashboard")}
      actions={
        functions.data &&
        !isFirstRun && (
          <Button
            variant="contained"
            color="secondary"
            startIcon={<AddBoxIcon />}
            component={Link}
            to={paths.newFunction()}
          >
            {t("functions:deploy")}
          </Button>
        )
      }
    >
      <Problems />
      {functions.data ? (
        isFirstRun ? (
          <FirstRun />
        ) : (
          <Overview functions={functions.data} />
        )
      ) : functions.error ? (
        <ErrorState
          error={functions.error}
          onRetry={() => void functions.refetch()}
          isFlush
        />
      ) : (
        <DashboardSkeleton />
      )}
    </Page>
  );
}

function Problems() {
  const { data: problems = [] } = useQuery(statusQuery());
  if (problems.length === 0) return null;
  return (
    <Box sx={{ display: "grid", gap: 1, mb: 2 }}>
      <ProblemList problems={problems} />
    </Box>
  );
}

function Overview({ functions }: { functions: FunctionSummary[] }) {
  const buckets = useQuery(bucketsQuery());
  const failed = useInfiniteQuery(latestJobsQuery("failed"));
  if (buckets.isPending) return <DashboardSkeleton />;
  return (
    <>
      <StatCards
        functions={functions}
        buckets={buckets.data}
        failed={failed.data}
      />
      <FunctionProgress functions={functions} />
      <LatestJobs functions={functions} />
    </>
  );
}
