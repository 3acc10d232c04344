import type { Job, JobPage } from "@oscar/contracts";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "../../lib/api.ts";
import { keys } from "../../lib/query-keys.ts";

/** So many of the latest jobs are looked at, and so many are the most that are counted. */
export const LOOKED_AT = 100;

/** The latest jobs in a state. Infinite in form only: live events patch all lists of jobs alike. */
export function latestJobsQuery(state: "running" | "failed" | "succeeded") {
  return infiniteQueryOptions({
    queryKey: keys.jobList({ state }),
    queryFn: ({ signal }): Promise<JobPage> =>
      api.listJobs({ query: { state, limit: LOOKED_AT } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: () => undefined,
    select: ({ pages }) =>
      pages.flatMap((page) => page.jobs).slice(0, LOOKED_AT),
  });
}

/** How many of the latest jobs have ended since then; `isMore` where there may be others. */
export function countEndedSince(
  jobs: readonly Job[],
  sinceMs: number,
): { count: number; isMore: boolean } {
  const count = jobs.filter(
    ({ finishedAt }) => finishedAt && Date.parse(finishedAt) >= sinceMs,
  ).length;
  return { count, isMore: count >= LOOKED_AT };
}
