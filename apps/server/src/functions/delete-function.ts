import type { ObjectStore } from "@oscar/object-store";
import { type Buckets, usersOf } from "../buckets/buckets.ts";
import { emptyBucket } from "../buckets/bucket-contents.ts";
import { CANCEL_MESSAGES } from "../flow/cancellation.ts";
import type { Flow } from "../flow/flow.ts";
import { noFunction, type StoredFunction } from "../ledger/functions.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { JobLogs, JobRunner } from "../ports/job-runner.ts";
import type { Turns } from "../turns.ts";
import { bucketsOf } from "./save-function.ts";

const JOBS_AT_ONCE = 500;

export interface DeletingOptions {
  ledger: Ledger;
  store: ObjectStore;
  runner: Pick<JobRunner, "functionDeleted">;
  flow: Flow;
  logs: JobLogs;
  buckets: Buckets;
  turns: Turns;
}

export interface DeleteFunctionOptions {
  buckets: "keep" | "delete";
  /** The number of objects that the user was shown. */
  expected?: number | undefined;
  signal?: AbortSignal;
  onDeleted?(objects: number): void;
}

/**
 * Stops a function's ingest, cancels its jobs and waits for their end, then forgets it.
 * Buckets go only where the user chose that, and only those that no other function uses.
 * @throws AppError `function_not_found`, `count_changed`, `bucket_not_empty`
 */
export async function deleteFunction(
  options: DeletingOptions,
  name: string,
  choice: DeleteFunctionOptions,
): Promise<void> {
  const { ledger, store, flow, buckets, turns } = options;
  const target = await ledger.functions.get(name);
  if (!target) throw noFunction(name);
  const doomed =
    choice.buckets === "delete" ? await ownBuckets(options, target) : [];
  await buckets.refuseChangedCount(doomed, choice.expected);
  await buckets.refuseStrangers(doomed, choice);
  await ledger.functions.markDeleting(target.uid);
  await finishDeleting(options, target);
  for (const bucket of doomed) {
    // Its jobs took their time to end: another function may use the bucket by now.
    const isOwn = async () =>
      (await ownBuckets(options, target)).includes(bucket);
    if (!(await isOwn())) continue;
    await emptyBucket(store, bucket, choice);
    await turns.take(async () => {
      if (await isOwn()) await store.deleteBucket(bucket);
    });
    await ledger.objects.forgetBucket(bucket);
  }
  flow.tracker.buckets();
}

/** Everything after the mark: also what a start does for deletions that a crash cut short. */
export async function finishDeleting(
  options: DeletingOptions,
  target: StoredFunction,
): Promise<void> {
  const { ledger, flow, logs, runner } = options;
  await flow.watchList.reload();
  await ledger.transitions.cancelAllQueued(target.uid, {
    reason: "function_deleted",
    message: CANCEL_MESSAGES.function_deleted,
    now: new Date(),
  });
  await flow.dispatcher.cancelAll(target.uid, "function_deleted");
  for (;;) {
    const ids = await ledger.jobs.someOf(target.uid, JOBS_AT_ONCE);
    if (ids.length === 0) break;
    // Last of all the rows: by them a start after a crash finds what is left to delete.
    for (const id of ids) await logs.delete(id);
    await ledger.jobs.delete(ids);
  }
  await runner.functionDeleted?.(target.uid);
  await ledger.functions.delete(target.uid);
  flow.tracker.functionDeleted(target.name);
}

/** The existing buckets of a function that no other function uses. */
async function ownBuckets(
  options: DeletingOptions,
  target: StoredFunction,
): Promise<string[]> {
  const { ledger, store } = options;
  const existing = new Set(
    (await store.listBuckets()).map((bucket) => bucket.name),
  );
  const others = (await ledger.functions.list()).filter(
    (other) => other.uid !== target.uid,
  );
  return bucketsOf(target.definition).filter(
    (bucket) => existing.has(bucket) && usersOf(bucket, others).length === 0,
  );
}
