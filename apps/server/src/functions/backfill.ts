import { inputsOf } from "@oscar/contracts";
import type { ObjectStat, ObjectStore } from "@oscar/object-store";
import { pagesOf } from "../buckets/bucket-contents.ts";
import type { Flow } from "../flow/flow.ts";
import { newJob } from "../flow/identity.ts";
import type { NewJob } from "../ledger/jobs.ts";
import type { StoredFunction } from "../ledger/functions.ts";
import type { Ledger } from "../ledger/ledger.ts";

export interface BackfillOptions {
  ledger: Ledger;
  store: ObjectStore;
  flow: Flow;
}

export interface BackfillChoice {
  /** Counts, and queues nothing. */
  dryRun?: boolean | undefined;
  prefix?: string | undefined;
  signal: AbortSignal;
}

export interface BackfillResult {
  /** Objects in the function's inputs, below the prefix. */
  matching: number;
  /** Those that have a job already that succeeded or has yet to end. */
  done: number;
  queued: number;
}

/**
 * Runs a function on what was in its inputs before it: each object that has no job gets one,
 * and each job that failed or was cancelled another attempt.
 */
export async function backfill(
  options: BackfillOptions,
  target: StoredFunction,
  choice: BackfillChoice,
): Promise<BackfillResult> {
  const result = { matching: 0, done: 0, queued: 0 };
  const buckets = new Set(
    inputsOf(target.definition).map((input) => input.bucket),
  );
  for (const bucket of buckets) {
    for await (const page of pagesOf(options.store, bucket, {
      prefix: choice.prefix ?? "",
      signal: choice.signal,
    })) {
      const jobs = jobsFor(options.flow, target, { bucket, page });
      await queuePage(options, jobs, {
        dryRun: choice.dryRun ?? false,
        result,
      });
    }
  }
  if (!choice.dryRun && result.queued > 0) {
    options.flow.tracker.jobs(target);
    options.flow.dispatcher.wake();
    options.flow.reconciler.request();
  }
  return result;
}

function jobsFor(
  flow: Flow,
  target: StoredFunction,
  found: { bucket: string; page: ObjectStat[] },
): NewJob[] {
  const jobs = new Map<string, NewJob>();
  for (const stat of found.page) {
    for (const watch of flow.watchList.match(found.bucket, stat.key)) {
      if (watch.functionUid !== target.uid) continue;
      const job = newJob(watch, stat);
      jobs.set(job.id, job);
    }
  }
  return [...jobs.values()];
}

async function queuePage(
  { ledger }: BackfillOptions,
  jobs: NewJob[],
  run: { dryRun: boolean; result: BackfillResult },
): Promise<void> {
  const { result } = run;
  const states = await ledger.jobs.states(jobs.map((job) => job.id));
  const ended = jobs.filter((job) =>
    ["failed", "cancelled"].includes(states.get(job.id) ?? ""),
  );
  const fresh = jobs.filter((job) => !states.has(job.id));
  result.matching += jobs.length;
  result.done += jobs.length - ended.length - fresh.length;
  result.queued += ended.length + fresh.length;
  if (run.dryRun) return;
  await ledger.jobs.queue(fresh, new Date());
  await ledger.transitions.requeueUnsuccessful(ended.map((job) => job.id));
}
