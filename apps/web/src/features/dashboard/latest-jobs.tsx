import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import type { FunctionSummary, Job } from "@oscar/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { formatNumber } from "../../lib/format.ts";
import { paths } from "../../lib/paths.ts";
import { useNow } from "../../lib/use-now.ts";
import { countEndedSince, latestJobsQuery } from "./dashboard-queries.ts";
import { JobBrief } from "./job-brief.tsx";

const HOUR_MS = 3_600_000;

/** What runs, what failed and what was finished, the latest of each. */
export function LatestJobs({ functions }: { functions: FunctionSummary[] }) {
  const { t } = useTranslation("dashboard");
  return (
    <Box sx={LISTS}>
      <JobBrief
        id="running"
        title={t("runningNow")}
        empty={<HowToStart functions={functions} />}
        {...useLatest("running")}
      />
      <JobBrief
        id="failed"
        title={t("failedLately")}
        empty={t("nothingFailed")}
        {...useLatest("failed")}
      />
      <Finished />
    </Box>
  );
}

function useLatest(state: "running" | "failed" | "succeeded") {
  const { data, error, refetch } = useInfiniteQuery(latestJobsQuery(state));
  return { jobs: data, error, onRetry: () => void refetch() };
}

function Finished() {
  const { t } = useTranslation("dashboard");
  const latest = useLatest("succeeded");
  return (
    <JobBrief
      id="finished"
      title={t("finishedLately")}
      note={latest.jobs && <Throughput jobs={latest.jobs} />}
      empty={t("nothingFinished")}
      {...latest}
    />
  );
}

function Throughput({ jobs }: { jobs: Job[] }) {
  const { t, i18n } = useTranslation("dashboard");
  const nowMs = useNow(30_000);
  const { count, isMore } = countEndedSince(jobs, nowMs - HOUR_MS);
  if (count === 0) return null;
  const formatted = `${formatNumber(count, i18n.language)}${isMore ? "+" : ""}`;
  return (
    <Box sx={{ color: "text.secondary", fontSize: "0.8125rem" }}>
      {t("lastHour", { formatted })}
    </Box>
  );
}

/** Where nothing runs: what would start something. */
function HowToStart({ functions }: { functions: FunctionSummary[] }) {
  const { t } = useTranslation("dashboard");
  const input = functions.flatMap(({ inputs }) => inputs)[0]?.bucket;
  return (
    <>
      {t("nothingRuns")}
      {input !== undefined && (
        <span>
          {t("howToStart")}{" "}
          <Link
            component={RouterLink}
            to={paths.bucket(input)}
            underline="always"
          >
            {input}
          </Link>
        </span>
      )}
    </>
  );
}

const LISTS = {
  display: "grid",
  gridTemplateColumns: {
    xs: "minmax(0, 1fr)",
    md: "repeat(2, minmax(0, 1fr))",
    xl: "repeat(3, minmax(0, 1fr))",
  },
  columnGap: 2,
  alignItems: "start",
};
