import Box from "@mui/material/Box";
import Chip from "@mui/material/Chip";
import {
  type JobCounts,
  type JobState,
  type JobStateFilter,
  statesOf,
} from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { JOB_LOOKS } from "../../components/job-state.tsx";
import { formatNumber } from "../../lib/format.ts";

/** What a list of jobs can be narrowed to, each shown with the icon and word of a state. */
export const STATE_FILTERS = {
  waiting: "queued",
  active: "running",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
} as const satisfies Partial<Record<JobStateFilter, JobState>>;
export type ShownFilter = keyof typeof STATE_FILTERS;

interface StateChipsProps {
  /** None: jobs in any state. */
  value: ShownFilter | undefined;
  onChange: (value: ShownFilter | undefined) => void;
  /** Undefined while they are on their way. */
  counts: JobCounts | undefined;
}

/** Narrows the jobs to a state; says at the same time how many there are of each. */
export function StateChips({ value, onChange, counts }: StateChipsProps) {
  const { t } = useTranslation(["jobs", "common"]);
  const filters = Object.keys(STATE_FILTERS) as ShownFilter[];
  return (
    <Box role="group" aria-label={t("state")} sx={CHIPS}>
      <StateChip
        label={t("allStates")}
        count={counts && countOf(counts)}
        isOn={value === undefined}
        onClick={() => onChange(undefined)}
      />
      {filters.map((filter) => (
        <StateChip
          key={filter}
          state={STATE_FILTERS[filter]}
          label={t(`common:jobState.${STATE_FILTERS[filter]}`)}
          count={counts && countOf(counts, filter)}
          isOn={value === filter}
          onClick={() => onChange(value === filter ? undefined : filter)}
        />
      ))}
    </Box>
  );
}

/** How many jobs a filter shows; all of them where none is given. */
export function countOf(counts: JobCounts, filter?: ShownFilter): number {
  const states = filter ? statesOf(filter) : Object.keys(counts);
  return states.reduce((sum, state) => sum + counts[state as JobState], 0);
}

interface StateChipProps {
  state?: JobState;
  label: string;
  count: number | undefined;
  isOn: boolean;
  onClick: () => void;
}

function StateChip({ state, label, count, isOn, onClick }: StateChipProps) {
  const { i18n } = useTranslation();
  const look = state && JOB_LOOKS[state];
  const isEmpty = !count && !isOn && state !== undefined;
  return (
    <Chip
      clickable
      variant={isOn ? "filled" : "outlined"}
      aria-pressed={isOn}
      onClick={onClick}
      {...(look
        ? { icon: <look.icon sx={{ "&&": { color: look.color } }} /> }
        : {})}
      label={
        <>
          {label}
          <b>{count !== undefined && formatNumber(count, i18n.language)}</b>
        </>
      }
      sx={[CHIP, isOn && ON, isEmpty && EMPTY]}
    />
  );
}

const CHIPS = {
  display: "flex",
  flexWrap: "wrap",
  gap: 1,
  // Below the search, whatever their counts, unless there is room for any.
  flexBasis: "100%",
  "@media (min-width: 1500px)": { flexBasis: "auto" },
};

const CHIP = {
  height: 32,
  borderRadius: 4,
  fontSize: "0.8125rem",
  "& .MuiChip-label": { display: "flex", gap: 0.75 },
  // There is room for a count before it has come.
  "& b": {
    minWidth: "1ch",
    fontWeight: 650,
    fontVariantNumeric: "tabular-nums",
  },
};

const ON = {
  bgcolor: "selected",
  fontWeight: 600,
  boxShadow: "inset 0 0 0 1px var(--mui-palette-primary-main)",
  "&:hover": { bgcolor: "selected" },
};

/** There is room for all of them only on a wider screen. */
const EMPTY = {
  color: "text.secondary",
  display: { xs: "none", sm: "inline-flex" },
};
