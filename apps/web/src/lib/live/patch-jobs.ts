import {
  isEnded,
  type Job,
  type JobPage,
  keyMatcher,
  statesOf,
} from "@oscar/contracts";
import type { InfiniteData } from "@tanstack/react-query";
import type { JobFilter } from "../query-keys.ts";

export type JobList = InfiniteData<JobPage, string | undefined>;

/** True for a job that a list of this filter shows. */
function isShownBy(filter: JobFilter, job: Job): boolean {
  const { function: name, state, search, bucket, key, output } = filter;
  return (
    (name === undefined || job.function === name) &&
    (state === undefined || statesOf(state).includes(job.state)) &&
    keyMatcher(search)(job.input.key) &&
    (bucket === undefined || job.input.bucket === bucket) &&
    (key === undefined || job.input.key === key) &&
    (output === undefined ||
      job.outputs.some((made) => `${made.bucket}/${made.key}` === output))
  );
}

/** The list with a job's new state in its place; a new job comes first, one that fits no more goes. */
export function patchJobList(
  list: JobList,
  filter: JobFilter,
  job: Job,
): JobList {
  const isShown = isShownBy(filter, job);
  let isFound = false;
  const pages = list.pages.map((page) => {
    const index = page.jobs.findIndex(({ id }) => id === job.id);
    if (index === -1) return page;
    isFound = true;
    if (isOlder(job, page.jobs[index])) return page;
    return {
      ...page,
      jobs: page.jobs.toSpliced(index, 1, ...only(isShown, job)),
    };
  });
  const [first, ...rest] = pages;
  if (isFound || !isShown || !first) return { ...list, pages };
  return {
    ...list,
    pages: [{ ...first, jobs: insertByAge(first.jobs, job) }, ...rest],
  };
}

function only<T>(isWanted: boolean, value: T): T[] {
  return isWanted ? [value] : [];
}

/** True where what is shown is ahead of the event: an answer to a click overtook it. */
function isOlder(job: Job, shown: Job | undefined): boolean {
  if (!shown) return false;
  if (job.attempt !== shown.attempt) return job.attempt < shown.attempt;
  return isEnded(shown.state) && !isEnded(job.state) && job.state !== "queued";
}

function insertByAge(jobs: Job[], job: Job): Job[] {
  const index = jobs.findIndex((other) => other.createdAt <= job.createdAt);
  return jobs.toSpliced(index === -1 ? jobs.length : index, 0, job);
}
