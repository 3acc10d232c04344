import { type FunctionSummary, isEnded, type Job } from "@oscar/contracts";

type Counts = FunctionSummary["counts"];

/** Jobs that had ended before the function got busy, and so have no part in what is shown. */
export interface Baseline {
  ended: number;
  failed: number;
}

export interface Progress {
  done: number;
  total: number;
  failed: number;
}

export function activeOf(counts: Counts): number {
  return counts.queued + counts.pending + counts.running + counts.publishing;
}

/** Everything that has ended so far: the baseline of a function that starts to work now. */
export function endedOf(counts: Counts): Baseline {
  const { succeeded, failed, cancelled } = counts;
  return { ended: succeeded + failed + cancelled, failed };
}

/**
 * The baseline of a function that is found at work. `jobs` are its latest, the newest first:
 * those that overlap in time, back from those still active, are the work of now.
 */
export function baselineOf(counts: Counts, jobs: readonly Job[]): Baseline {
  const period = busyPeriod(jobs);
  const all = endedOf(counts);
  // So many at once that the list does not reach back: all of them count.
  if (period.length === jobs.length && jobs.length < all.ended)
    return { ended: 0, failed: 0 };
  const ended = period.filter(({ state }) => isEnded(state));
  const failed = ended.filter(({ state }) => state === "failed");
  return {
    ended: Math.max(0, all.ended - ended.length),
    failed: Math.max(0, all.failed - failed.length),
  };
}

/** What has become of the work since the baseline. */
export function progressSince(baseline: Baseline, counts: Counts): Progress {
  const now = endedOf(counts);
  const done = Math.max(0, now.ended - baseline.ended);
  return {
    done,
    total: done + activeOf(counts),
    failed: Math.max(0, now.failed - baseline.failed),
  };
}

function busyPeriod(jobs: readonly Job[]): Job[] {
  const period: Job[] = [];
  let start: string | undefined;
  for (const job of jobs) {
    const overlaps =
      !isEnded(job.state) ||
      (start !== undefined && (job.finishedAt ?? "") >= start);
    if (!overlaps) continue;
    period.push(job);
    if (start === undefined || job.createdAt < start) start = job.createdAt;
  }
  return period;
}
