import type { JobPage } from "@oscar/contracts";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "../../lib/api.ts";
import { keys } from "../../lib/query-keys.ts";

/** The most jobs that one request gives, and so the most that a card counts. */
export const MOST = 1000;

/** The latest jobs in a state. Infinite in form only: live events patch all lists of jobs alike. */
export function latestJobsQuery(state: "running" | "failed") {
  return infiniteQueryOptions({
    queryKey: keys.jobList({ state }),
    queryFn: ({ signal }): Promise<JobPage> =>
      api.listJobs({ query: { state, limit: MOST } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: () => undefined,
    select: ({ pages }) => pages.flatMap((page) => page.jobs),
  });
}
