import {
  AppError,
  type DeleteResult,
  isAppError,
  type Selection,
} from "@oscar/contracts";
import type { ObjectStat } from "@oscar/object-store";
import type { ObjectsLedger } from "../ledger/objects.ts";
import type { WorkContext } from "../operations/operations.ts";
import { selected, type SelectionScope } from "./selection.ts";

const BATCH = 100;
const AT_ONCE = 8;
const MAX_TOLD = 100;

export interface DeleteParts {
  cache: ObjectsLedger;
  /** Called after each batch. */
  onBucketChanged(bucket: string): void;
}

/**
 * Deletes what a selection means, in batches. With `expected`, only where that many objects
 * are there; what arrives after the request is left alone.
 * @throws AppError `count_changed`
 */
export async function deleteObjects(
  {
    selection,
    expected,
  }: { selection: Selection; expected?: number | undefined },
  scope: SelectionScope,
  { parts, work }: { parts: DeleteParts; work: WorkContext },
): Promise<DeleteResult> {
  const startedAt = await scope.store.now();
  const stats = () => olderThan(startedAt, selection, scope);
  const total = expected === undefined ? undefined : await count(stats());
  if (total !== expected) {
    throw new AppError(
      "count_changed",
      `There are ${total} objects now, not ${expected}. Look again before you delete.`,
    );
  }
  const result: DeleteResult = { deleted: 0, failed: [], failedCount: 0 };
  for await (const batch of batches(stats())) {
    await deleteBatch(batch, { scope, parts, result });
    work.progress(result.deleted + result.failedCount, total);
  }
  const { store, bucket, signal } = scope;
  for (const prefix of foldersOf(selection))
    await store.pruneFolders?.(bucket, prefix, { signal });
  return result;
}

/** What was chosen as a whole, and shall not stay as an empty folder. */
function foldersOf({ prefixes = [], all, search }: Selection): string[] {
  if (!all) return prefixes;
  return search ? [] : [""];
}

async function* olderThan(
  startedAt: Date,
  selection: Selection,
  scope: SelectionScope,
): AsyncGenerator<ObjectStat> {
  for await (const object of selected(selection, scope)) {
    if (!("stat" in object)) continue;
    // Stores may tell whole seconds: what is as old as the request counts as older.
    const arrived = Math.floor(object.stat.arrivedAt.getTime() / 1000) * 1000;
    if (arrived <= startedAt.getTime()) yield object.stat;
  }
}

async function count(stats: AsyncIterable<ObjectStat>): Promise<number> {
  let found = 0;
  for await (const _ of stats) found++;
  return found;
}

async function* batches(
  stats: AsyncIterable<ObjectStat>,
): AsyncGenerator<ObjectStat[]> {
  let batch: ObjectStat[] = [];
  for await (const stat of stats) {
    batch.push(stat);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

interface BatchParts {
  scope: SelectionScope;
  parts: DeleteParts;
  result: DeleteResult;
}

async function deleteBatch(
  batch: ObjectStat[],
  { scope, parts, result }: BatchParts,
): Promise<void> {
  const queue = batch.map(({ key }) => key);
  async function work(): Promise<void> {
    for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
      scope.signal.throwIfAborted();
      await deleteOne(key, { scope, parts, result });
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await parts.cache.forget(scope.bucket, ...batch.map(({ key }) => key));
    parts.onBucketChanged(scope.bucket);
  }
}

async function deleteOne(key: string, { scope, result }: BatchParts) {
  try {
    // One that somebody else deleted meanwhile is gone, as was wanted.
    if (await scope.store.delete(scope.bucket, key)) result.deleted++;
  } catch (error) {
    if (isAppError(error, "bucket_not_found")) throw error;
    result.failedCount++;
    if (result.failed.length >= MAX_TOLD) return;
    const message = isAppError(error)
      ? error.message
      : "It could not be deleted.";
    result.failed.push({ key, message });
  }
}
