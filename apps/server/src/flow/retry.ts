import type { AfterEnd } from "../ledger/transitions.ts";
import type { JobRow } from "../ledger/tables.ts";
import type { Failure } from "../ports/job-runner.ts";

/** The third loss that nobody excuses is final. */
const MAX_LOSSES = 3;
const FIRST_PAUSE_MS = 1_000;
const LAST_PAUSE_MS = 300_000;

/** Whether a job whose attempt has failed gets another one, and when. */
export function afterFailure(
  job: Pick<JobRow, "failures" | "losses">,
  failure: Failure,
  options: { retries: number; now: Date },
): AfterEnd {
  const { now } = options;
  if (failure.reason === "lost") {
    if (failure.excused === true)
      return { job: "queued", notBefore: now, counts: "nothing" };
    if (job.losses + 1 >= MAX_LOSSES) return { job: "ended" };
    return { job: "queued", notBefore: after(job.losses, now), counts: "loss" };
  }
  if (job.failures >= options.retries) return { job: "ended" };
  return {
    job: "queued",
    notBefore: after(job.failures, now),
    counts: "failure",
  };
}

/** Each try waits twice as long as the one before. */
function after(tries: number, now: Date): Date {
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** tries, LAST_PAUSE_MS);
  return new Date(now.getTime() + pauseMs);
}
