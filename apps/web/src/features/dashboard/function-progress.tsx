import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import type { FunctionSummary } from "@oscar/contracts";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { JobChips } from "../../components/job-chips.tsx";
import { Section } from "../../components/section.tsx";
import {
  type Activity,
  useActivities,
} from "../../lib/activity/use-activities.ts";
import { formatNumber } from "../../lib/format.ts";
import { paths } from "../../lib/paths.ts";
import { ProgressBar } from "./progress-bar.tsx";

/** More would push what runs out of sight. */
const SHOWN = 6;

/** The functions, those at work first, and how far each of them is. */
export function FunctionProgress({
  functions,
}: {
  functions: FunctionSummary[];
}) {
  const { t } = useTranslation("dashboard");
  const activities = useActivities(functions);
  const activityOf = (name: string) =>
    activities.find((activity) => activity.name === name);
  const isMore = functions.length > SHOWN;
  // Where all are in sight each keeps its place.
  const sorted = useMemo(
    () => functions.toSorted(isMore ? busyFirst : byName),
    [functions, isMore],
  );
  return (
    <Section
      title={t("functions")}
      actions={
        isMore && (
          <Button size="small" component={RouterLink} to={paths.functions()}>
            {t("allFunctions", { count: functions.length })}
          </Button>
        )
      }
    >
      <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0 }}>
        {sorted.slice(0, SHOWN).map((fn) => (
          <Line key={fn.uid} fn={fn} activity={activityOf(fn.name)} />
        ))}
      </Box>
    </Section>
  );
}

interface LineProps {
  fn: FunctionSummary;
  /** None while it rests. */
  activity: Activity | undefined;
}

function Line({ fn, activity }: LineProps) {
  return (
    <Box component="li" sx={LINE}>
      <Link
        component={RouterLink}
        to={paths.function(fn.name)}
        title={fn.name}
        sx={NAME}
      >
        {fn.name}
      </Link>
      <Box sx={{ minWidth: 0, gridArea: "state" }}>
        <StateText fn={fn} activity={activity} />
      </Box>
      <Box sx={CHIPS}>
        <JobChips counts={fn.counts} />
      </Box>
    </Box>
  );
}

function StateText({ fn, activity }: LineProps) {
  const { t, i18n } = useTranslation("dashboard");
  const number = (value: number) => formatNumber(value, i18n.language);
  if (!fn.ready && fn.problems[0]) {
    return <Box sx={{ color: "warning.main" }}>{fn.problems[0]}</Box>;
  }
  const { succeeded, failed, cancelled } = fn.counts;
  if (!activity) {
    const ended = succeeded + failed + cancelled;
    return (
      <Box sx={{ color: "text.secondary" }}>
        {ended === 0
          ? t("neverRan")
          : t("rests", { count: ended, formatted: number(ended) })}
      </Box>
    );
  }
  const { done, total } = activity;
  const words = t("progress", { done: number(done), total: number(total) });
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 2 }}>
      <ProgressBar label={fn.name} text={words} value={done} total={total} />
      <Box sx={{ whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" }}>
        {words}
      </Box>
    </Box>
  );
}

function busyFirst(a: FunctionSummary, b: FunctionSummary): number {
  const open = ({ counts }: FunctionSummary) =>
    counts.running + counts.publishing + counts.pending + counts.queued;
  return Number(open(b) > 0) - Number(open(a) > 0) || byName(a, b);
}

function byName(a: FunctionSummary, b: FunctionSummary): number {
  return a.name < b.name ? -1 : 1;
}

const LINE = {
  display: "grid",
  gridTemplateColumns: {
    xs: "minmax(0, 1fr) auto",
    sm: "minmax(120px, 220px) minmax(0, 1fr) 200px",
  },
  gridTemplateAreas: {
    xs: '"name chips" "state state"',
    sm: '"name state chips"',
  },
  alignItems: "center",
  columnGap: 2,
  minHeight: "var(--oscar-row)",
  px: 2,
  py: 0.75,
  borderTop: 1,
  borderColor: "divider",
  fontSize: "0.8125rem",
};

const NAME = {
  gridArea: "name",
  overflow: "hidden",
  textOverflow: "ellipsis",
  whiteSpace: "nowrap",
  fontSize: "0.875rem",
  fontWeight: 600,
};

const CHIPS = {
  gridArea: "chips",
  display: "flex",
  justifyContent: "flex-end",
  gap: 0.5,
  minHeight: 24,
};
