import WorkOutlineIcon from "@mui/icons-material/WorkOutlined";
import Box from "@mui/material/Box";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { ChoiceField } from "../../components/choice-field.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { RowSkeletons } from "../../components/row-skeletons.tsx";
import type { JobFilter } from "../../lib/query-keys.ts";
import { JobRows } from "./job-rows.tsx";
import { jobListQuery } from "./jobs-queries.ts";

const STATES = [
  "queued",
  "running",
  "succeeded",
  "failed",
  "cancelled",
] as const;

/** The jobs of a function: live, filtered by state, however many there are. */
export function JobTable({ functionName }: { functionName: string }) {
  const { t } = useTranslation("jobs");
  const [params, setParams] = useSearchParams();
  const state = STATES.find((one) => one === params.get("state"));
  const filter: JobFilter = {
    function: functionName,
    ...(state ? { state } : {}),
  };
  const query = useInfiniteQuery(jobListQuery(filter));
  const jobs = query.data?.pages.flatMap((page) => page.jobs);
  return (
    <>
      <Box sx={{ p: 2, pb: 1 }}>
        <StateFilter
          value={state}
          onChange={(next) =>
            setParams(next ? { state: next } : {}, { replace: true })
          }
        />
      </Box>
      {jobs === undefined ? (
        query.error ? (
          <ErrorState
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : (
          <RowSkeletons />
        )
      ) : jobs.length === 0 ? (
        <EmptyState
          icon={WorkOutlineIcon}
          title={state ? t("noneOfState") : t("none")}
          hint={state ? undefined : t("noneHint")}
        />
      ) : (
        <JobRows
          jobs={jobs}
          hasMore={query.hasNextPage}
          onMore={() => void (query.isFetching || query.fetchNextPage())}
        />
      )}
    </>
  );
}

interface StateFilterProps {
  value: (typeof STATES)[number] | undefined;
  onChange: (value: string) => void;
}

function StateFilter({ value, onChange }: StateFilterProps) {
  const { t } = useTranslation(["jobs", "common"]);
  return (
    <ChoiceField
      isOutlined
      label={t("state")}
      value={value ?? ""}
      choices={[
        { value: "", label: t("anyState") },
        ...STATES.map((one) => ({
          value: one,
          label: t(`common:jobState.${one}`),
        })),
      ]}
      onChoose={onChange}
    />
  );
}
