import WorkOutlineIcon from "@mui/icons-material/WorkOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { RowSkeletons } from "../../components/row-skeletons.tsx";
import { SearchField } from "../../components/search-field.tsx";
import type { JobFilter } from "../../lib/query-keys.ts";
import { functionsQuery } from "../../lib/shared-queries.ts";
import { useDebounced } from "../../lib/use-debounced.ts";
import { useTableUrl } from "../../lib/use-table-url.ts";
import { JobRows } from "./job-rows.tsx";
import { jobListQuery } from "./jobs-queries.ts";
import {
  countOf,
  type ShownFilter,
  STATE_FILTERS,
  StateChips,
} from "./state-chips.tsx";

const SEARCHED_AFTER_MS = 250;

/** The jobs of a function: live, filtered by state and key, however many there are. */
export function JobTable({ functionName }: { functionName: string }) {
  const { t } = useTranslation("jobs");
  const view = useJobsView();
  const { data: counts } = useQuery({
    ...functionsQuery(),
    select: ({ functions }) =>
      functions.find(({ name }) => name === functionName)?.counts,
  });
  return (
    <>
      <Box sx={BAR}>
        <SearchField
          value={view.text}
          onChange={view.setText}
          label={t("searchJobs")}
        />
        <StateChips
          value={view.state}
          onChange={view.setState}
          counts={counts}
        />
      </Box>
      <Jobs
        filter={{
          function: functionName,
          ...(view.state ? { state: view.state } : {}),
          ...(view.search ? { search: view.search } : {}),
        }}
        total={counts && !view.search ? countOf(counts, view.state) : undefined}
        onClear={view.clear}
      />
    </>
  );
}

interface JobsProps {
  filter: JobFilter;
  /** How many there are; undefined where that is not known. */
  total: number | undefined;
  onClear: () => void;
}

function Jobs({ filter, total, onClear }: JobsProps) {
  const { t } = useTranslation("jobs");
  const query = useInfiniteQuery(jobListQuery(filter));
  const { data, error, hasNextPage, isFetching } = query;
  const jobs = useMemo(() => data?.pages.flatMap((page) => page.jobs), [data]);
  if (jobs === undefined) {
    if (!error) return <RowSkeletons />;
    return <ErrorState error={error} onRetry={() => void query.refetch()} />;
  }
  if (jobs.length > 0)
    return (
      <JobRows
        key={`${filter.state} ${filter.search}`}
        jobs={jobs}
        total={total}
        hasMore={hasNextPage}
        onMore={() => void (isFetching || query.fetchNextPage())}
      />
    );
  const isNarrowed = filter.state !== undefined || filter.search !== undefined;
  return (
    <EmptyState
      icon={WorkOutlineIcon}
      title={isNarrowed ? t("noneFits") : t("none")}
      hint={isNarrowed ? undefined : t("noneHint")}
    >
      {isNarrowed && (
        <Button variant="outlined" onClick={onClear}>
          {t("showAll")}
        </Button>
      )}
    </EmptyState>
  );
}

/** What the address says of the list, and how to change it. */
function useJobsView() {
  const [params, setParams] = useSearchParams();
  const { search: text, setSearch } = useTableUrl(UNSORTED);
  const search = useDebounced(text.trim(), SEARCHED_AFTER_MS);
  const named = params.get("state") ?? "";
  const state = named in STATE_FILTERS ? (named as ShownFilter) : undefined;
  return {
    text,
    setText: setSearch,
    // An emptied field shows all at once.
    search: text.trim() === "" ? "" : search,
    state,
    setState: (next: ShownFilter | undefined) =>
      setParams(
        (previous) => {
          if (next) previous.set("state", next);
          else previous.delete("state");
          return previous;
        },
        { replace: true, preventScrollReset: true },
      ),
    clear() {
      setSearch("");
      setParams({}, { replace: true, preventScrollReset: true });
    },
  };
}

const UNSORTED = { by: "", isDescending: false };

const BAR = {
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  gap: 1.5,
  p: 2,
};
