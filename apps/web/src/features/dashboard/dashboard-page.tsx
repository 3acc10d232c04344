import ErrorOutlinedIcon from "@mui/icons-material/ErrorOutlineOutlined";
import FunctionsIcon from "@mui/icons-material/Functions";
import Inventory2Icon from "@mui/icons-material/Inventory2";
import PlayCircleOutlinedIcon from "@mui/icons-material/PlayCircleOutlined";
import Box from "@mui/material/Box";
import type { FunctionSummary, Job } from "@oscar/contracts";
import { useQuery, useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Page } from "../../components/page.tsx";
import { ProblemList } from "../../components/problem-list.tsx";
import { paths } from "../../lib/paths.ts";
import {
  bucketsQuery,
  functionsQuery,
  statusQuery,
} from "../../lib/shared-queries.ts";
import { useNow } from "../../lib/use-now.ts";
import { latestJobsQuery, MOST } from "./dashboard-queries.ts";
import { JobBrief } from "./job-brief.tsx";
import { StatCard } from "./stat-card.tsx";

const SHOWN = 8;

export function DashboardPage() {
  const { t } = useTranslation(["dashboard", "common"]);
  const { data: functions } = useQuery(functionsQuery());
  const { data: buckets } = useQuery(bucketsQuery());
  const { data: problems } = useQuery(statusQuery());
  const running = useInfiniteQuery(latestJobsQuery("running"));
  const failed = useInfiniteQuery(latestJobsQuery("failed"));
  const nowMs = useNow(60_000);
  const failedToday = failed.data?.filter((job) => isToday(job, nowMs)).length;
  return (
    <Page title={t("common:nav.dashboard")}>
      {problems && problems.length > 0 && (
        <Box sx={{ display: "grid", gap: 1, mb: 2 }}>
          <ProblemList problems={problems} />
        </Box>
      )}
      <Box sx={CARDS}>
        <StatCard
          icon={FunctionsIcon}
          label={t("functions")}
          value={functions?.length}
          to={paths.functions()}
        />
        <StatCard
          icon={Inventory2Icon}
          label={t("buckets")}
          value={buckets?.length}
          to={buckets?.[0] ? paths.bucket(buckets[0].name) : paths.functions()}
        />
        <StatCard
          icon={PlayCircleOutlinedIcon}
          label={t("running")}
          value={functions && sumOf(functions)}
          to={`#running`}
        />
        <StatCard
          icon={ErrorOutlinedIcon}
          label={t("failedToday")}
          value={failedToday}
          suffix={failedToday === MOST ? "+" : ""}
          tone={failedToday ? "error" : "primary"}
          to={`#failed`}
        />
      </Box>
      <Box sx={LISTS}>
        <JobBrief
          id="running"
          title={t("runningNow")}
          empty={t("nothingRuns")}
          jobs={running.data?.slice(0, SHOWN)}
        />
        <JobBrief
          id="failed"
          title={t("failedLately")}
          empty={t("nothingFailed")}
          jobs={failed.data?.slice(0, SHOWN)}
        />
      </Box>
    </Page>
  );
}

function sumOf(functions: FunctionSummary[]): number {
  return functions.reduce(
    (sum, { counts }) => sum + counts.running + counts.publishing,
    0,
  );
}

function isToday(job: Job, nowMs: number): boolean {
  const ended = new Date(job.finishedAt ?? job.createdAt);
  return ended.toDateString() === new Date(nowMs).toDateString();
}

const CARDS = {
  display: "grid",
  gridTemplateColumns: {
    xs: "repeat(2, minmax(0, 1fr))",
    md: "repeat(4, minmax(0, 1fr))",
  },
  gap: 2,
  mb: 2,
};

const LISTS = {
  display: "grid",
  gridTemplateColumns: {
    xs: "minmax(0, 1fr)",
    lg: "repeat(2, minmax(0, 1fr))",
  },
  columnGap: 2,
  alignItems: "start",
};
