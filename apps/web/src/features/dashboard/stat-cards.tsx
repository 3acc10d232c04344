import ErrorOutlinedIcon from "@mui/icons-material/ErrorOutlineOutlined";
import FunctionsIcon from "@mui/icons-material/Functions";
import Inventory2Icon from "@mui/icons-material/Inventory2";
import PlayCircleOutlinedIcon from "@mui/icons-material/PlayCircleOutlined";
import Box from "@mui/material/Box";
import type { Bucket, FunctionSummary, Job } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { formatNumber, formatRelativeTime } from "../../lib/format.ts";
import { paths } from "../../lib/paths.ts";
import { useNow } from "../../lib/use-now.ts";
import { countEndedSince } from "./dashboard-queries.ts";
import { StatCard } from "./stat-card.tsx";

interface StatCardsProps {
  functions: FunctionSummary[];
  /** These are undefined where they cannot be had, and jobs while they are on their way. */
  buckets: Bucket[] | undefined;
  failed: Job[] | undefined;
}

/** Functions, buckets, what runs and what failed, in numbers. */
export function StatCards({ functions, buckets, failed }: StatCardsProps) {
  const { t, i18n } = useTranslation("dashboard");
  const number = (value: number) => formatNumber(value, i18n.language);
  const sum = (count: (counts: FunctionSummary["counts"]) => number) =>
    functions.reduce((total, { counts }) => total + count(counts), 0);
  const notReady = functions.filter(({ ready }) => !ready).length;
  const running = sum((counts) => counts.running + counts.publishing);
  const waiting = sum((counts) => counts.queued + counts.pending);
  const inUse = buckets?.filter(({ usedBy }) => usedBy.length > 0).length;
  const first = buckets?.[0];
  return (
    <Box sx={CARDS}>
      <StatCard
        icon={FunctionsIcon}
        label={t("functions")}
        value={number(functions.length)}
        note={notReady > 0 ? t("notReady", { count: notReady }) : t("allReady")}
        tone={notReady > 0 ? "warning" : "primary"}
        to={paths.functions()}
      />
      <StatCard
        icon={Inventory2Icon}
        label={t("buckets")}
        value={buckets ? number(buckets.length) : "–"}
        note={inUse !== undefined && t("inUse", { count: inUse })}
        to={first ? paths.bucket(first.name) : paths.functions()}
      />
      <StatCard
        icon={PlayCircleOutlinedIcon}
        label={t("running")}
        value={number(running)}
        note={
          waiting > 0
            ? t("waiting", { count: waiting, formatted: number(waiting) })
            : t("noneWaits")
        }
        to="#running"
      />
      <FailedCard failed={failed} />
    </Box>
  );
}

function FailedCard({ failed }: Pick<StatCardsProps, "failed">) {
  const { t, i18n } = useTranslation("dashboard");
  const nowMs = useNow(30_000);
  const { count, isMore } = countEndedSince(failed ?? [], startOfDay(nowMs));
  const last = failed?.[0]?.finishedAt;
  return (
    <StatCard
      icon={ErrorOutlinedIcon}
      label={t("failedToday")}
      value={
        failed
          ? `${formatNumber(count, i18n.language)}${isMore ? "+" : ""}`
          : "–"
      }
      note={
        last
          ? t("lastFailed", {
              time: formatRelativeTime(last, nowMs, i18n.language, "short"),
            })
          : failed && t("neverFailed")
      }
      tone={count > 0 ? "error" : "primary"}
      to="#failed"
    />
  );
}

function startOfDay(nowMs: number): number {
  return new Date(nowMs).setHours(0, 0, 0, 0);
}

export const CARDS = {
  display: "grid",
  gridTemplateColumns: {
    xs: "repeat(2, minmax(0, 1fr))",
    md: "repeat(4, minmax(0, 1fr))",
  },
  gap: 2,
  mb: 2,
};
