import { opendir } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import type { Hint, WatchedBuckets } from "../object-store.ts";
import { bucketPathOf } from "./paths.ts";
import { isAbsent } from "../files/errno.ts";
import { isReal, lookAt } from "./folders.ts";
import type { UnsettledFolders } from "./unsettled.ts";
import { pathOfFolder } from "./walk.ts";

/** A pass may take this part of the time. */
const REST_FACTOR = 20;

export interface WatchOptions {
  bucketsPath: string;
  unsettled: UnsettledFolders;
  /** Least time between two passes. */
  intervalMs: number;
  /** How long files of others stay hidden. */
  settleMs: number;
  signal: AbortSignal;
}

interface WatchedFolder {
  mtimeNs: bigint;
  /** Subfolders by key, with their slash. */
  subfolders: string[];
  /** Told of once, but what is new in it may not have settled then. */
  isFresh: boolean;
}

type Folders = Map<string, WatchedFolder>;

/**
 * Compares the modification times of all folders again and again, and tells of those that
 * changed. inotify is not used: for 200 000 files it costs 475 MB and then fails. A file
 * that is rewritten in place changes no folder; the reconciler finds it.
 */
export async function watchFolders(
  buckets: () => WatchedBuckets,
  onHint: (hint: Hint) => Promise<void>,
  options: WatchOptions,
): Promise<void> {
  const { signal, intervalMs } = options;
  const known = new Map<string, Folders>();
  while (!signal.aborted) {
    let spentMs = 0;
    try {
      const { inputs, viewed } = buckets();
      const names = new Set([...inputs, ...viewed]);
      for (const bucket of known.keys())
        if (!names.has(bucket)) known.delete(bucket);
      for (const bucket of names) {
        if (signal.aborted) return;
        const before = known.get(bucket);
        const pass = new BucketPass(bucket, before, options);
        const begin = performance.now();
        const changed = await pass.run();
        // Without what the listener does: that has its own limits.
        spentMs += performance.now() - begin;
        // What came before the first look at a bucket is in no comparison: it is listed.
        if (!before) await onHint({ bucket });
        known.set(bucket, pass.folders);
        await tell(changed, pass, onHint);
      }
    } catch {
      // A disk that fails for a while must not end the watch; the next pass looks again.
    }
    const restMs = Math.max(intervalMs, REST_FACTOR * spentMs);
    await setTimeout(restMs, undefined, { signal, ref: false }).catch(() => {});
  }
}

async function tell(
  changed: Iterable<string>,
  pass: BucketPass,
  onHint: (hint: Hint) => Promise<void>,
): Promise<void> {
  for (const folder of changed) {
    try {
      await onHint({ bucket: pass.bucket, prefix: folder, isShallow: true });
    } catch {
      // Not heard: told again in the next pass.
      const known = pass.folders.get(folder);
      if (known) known.isFresh = true;
    }
  }
}

/** One look at all folders of a bucket. */
class BucketPass {
  readonly bucket: string;
  readonly folders: Folders = new Map();
  readonly #before: Folders | undefined;
  readonly #options: WatchOptions;

  constructor(
    bucket: string,
    before: Folders | undefined,
    options: WatchOptions,
  ) {
    this.bucket = bucket;
    this.#before = before;
    this.#options = options;
  }

  /** The folders to tell of: changed, new, or with something that had not settled. */
  async run(): Promise<Set<string>> {
    const { bucketsPath, unsettled } = this.#options;
    const changed = new Set(unsettled.take(this.bucket));
    const bucketPath = bucketPathOf(bucketsPath, this.bucket);
    const pending = bucketPath === undefined ? [] : [""];
    for (
      let folder = pending.pop();
      folder !== undefined;
      folder = pending.pop()
    ) {
      this.#options.signal.throwIfAborted();
      const now = await this.#look(`${bucketPath}`, folder);
      if (!now) continue;
      this.folders.set(folder, now.folder);
      if (now.isChanged) changed.add(folder);
      pending.push(...now.folder.subfolders);
    }
    return changed;
  }

  async #look(bucketPath: string, folder: string) {
    const path = pathOfFolder(bucketPath, folder);
    const stats = await lookAt(path);
    if (!stats?.isDirectory()) return undefined;
    const { mtimeNs } = stats;
    const before = this.#before?.get(folder);
    const isSame = before?.mtimeNs === mtimeNs;
    if (before && isSame && !before.isFresh)
      return { folder: before, isChanged: false };
    if (!(await isReal(path))) return undefined;
    // Told of once more when the last change has settled, which also covers a change in
    // the same tick of the clock.
    const ageMs = Date.now() - Number(mtimeNs / 1_000_000n);
    const isFresh = ageMs >= 0 && ageMs <= this.#options.settleMs;
    const subfolders = await subfoldersOf(path, folder);
    // The first pass over a bucket only records.
    const isChanged = this.#before !== undefined && (!isSame || !isFresh);
    return { folder: { mtimeNs, subfolders, isFresh }, isChanged };
  }
}

async function subfoldersOf(path: string, folder: string): Promise<string[]> {
  const subfolders: string[] = [];
  try {
    for await (const entry of await opendir(path, { bufferSize: 1024 }))
      if (entry.isDirectory()) subfolders.push(`${folder}${entry.name}/`);
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  return subfolders;
}
