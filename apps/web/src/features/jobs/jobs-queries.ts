import type { Job, JobPage, JobWithAttempts } from "@oscar/contracts";
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api } from "../../lib/api.ts";
import { patchJob } from "../../lib/live/patch-caches.ts";
import { type JobFilter, keys } from "../../lib/query-keys.ts";

const FIRST_PAGE = 100;
/** Who scrolls on sees many: larger parts keep a refresh of all of them short. */
const LATER_PAGE = 500;

/** Jobs that a filter shows, the newest first, page by page as one scrolls. */
export function jobListQuery(filter: JobFilter) {
  return infiniteQueryOptions({
    queryKey: keys.jobList(filter),
    queryFn: ({ pageParam, signal }): Promise<JobPage> =>
      api.listJobs(
        {
          query: {
            ...filter,
            ...(pageParam === undefined
              ? { limit: FIRST_PAGE }
              : { limit: LATER_PAGE, after: pageParam }),
          },
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** One job with its attempts. */
export function jobQuery(id: string) {
  return queryOptions({
    queryKey: keys.job(id),
    queryFn: ({ signal }): Promise<JobWithAttempts> =>
      api.getJob({ params: { id } }, { signal }),
  });
}

/** The newest job that a filter shows, such as the one that made an object. */
export function newestJobQuery(
  filter: Pick<JobFilter, "function" | "bucket" | "key" | "output">,
) {
  return queryOptions({
    queryKey: [...keys.jobs, "newest", filter],
    queryFn: ({ signal }) =>
      api.listJobs({ query: { ...filter, limit: 1 } }, { signal }),
    select: ({ jobs }) => jobs[0],
  });
}

/** Retries or cancels a job; the answer is shown at once, live events follow. */
export function useJobAct(act: "retry" | "cancel") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string): Promise<Job> =>
      act === "retry"
        ? api.retryJob({ params: { id } })
        : api.cancelJob({ params: { id } }),
    onSuccess: (job) => patchJob(client, job),
    // It was not what it seemed to be.
    onError: () => client.invalidateQueries({ queryKey: keys.jobs }),
  });
}
