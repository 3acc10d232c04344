import { isAppError } from "@oscar/contracts";
import type { ObjectStore } from "@oscar/object-store";
import type { Logger } from "pino";
import { waitUntil } from "../wait.ts";
import type { Ingest } from "./ingest.ts";
import type { Tracker } from "./track.ts";
import type { WatchList } from "./watch-list.ts";

const MIN_PAUSE_MS = 60_000;
/** At most one part in twenty of the time is spent on listing. */
const PAUSE_FACTOR = 20;
/** A round that found the store away counts for nothing. */
const AWAY_PAUSE_MS = 5000;

export interface ReconcilerOptions {
  store: ObjectStore;
  ingest: Pick<Ingest, "objects">;
  watchList: Pick<WatchList, "buckets">;
  tracker: Pick<Tracker, "slots">;
  log: Logger;
}

/**
 * Lists the inputs and queues what no event told of: the reason why a lost event loses
 * nothing. Listing is truth, events are hints.
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  #olderByBucket = new Map<string, Map<string, number>>();
  #wake = Promise.withResolvers<void>();

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  /** Goes round until the signal ends it. */
  async run(options: { signal: AbortSignal }): Promise<void> {
    const { signal } = options;
    while (!signal.aborted) {
      this.#wake = Promise.withResolvers<void>();
      const startedAt = performance.now();
      let isAway = false;
      for (const bucket of this.#options.watchList.buckets()) {
        if (signal.aborted) return;
        if (!(await this.#tolerantly(bucket, signal))) isAway = true;
      }
      const tookMs = performance.now() - startedAt;
      const pauseMs = Math.max(
        isAway ? AWAY_PAUSE_MS : MIN_PAUSE_MS,
        tookMs * PAUSE_FACTOR,
      );
      await waitUntil(this.#wake.promise, { timeoutMs: pauseMs, signal });
    }
  }

  /** Asks for a round now: after a gap in the events, or when a function was saved. */
  request(): void {
    this.#wake.resolve();
  }

  /** Lists one bucket now; resolves with the number of jobs that were queued. */
  async bucket(
    bucket: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<number> {
    const { store, ingest } = this.#options;
    const older = new Map<string, number>();
    let queued = 0;
    let after: string | undefined;
    do {
      const page = await store.list(bucket, {
        ...(after === undefined ? {} : { after }),
        ...options,
      });
      const ingested = await ingest.objects(bucket, page.objects);
      queued += ingested.queued;
      for (const [uid, count] of ingested.older)
        older.set(uid, (older.get(uid) ?? 0) + count);
      after = page.next;
    } while (after !== undefined);
    this.#setOlder(bucket, older);
    return queued;
  }

  /** Who looks at a function learns at once what it has left alone. */
  #setOlder(bucket: string, older: Map<string, number>): void {
    const before = this.#olderByBucket.get(bucket) ?? new Map<string, number>();
    this.#olderByBucket.set(bucket, older);
    for (const uid of new Set([...before.keys(), ...older.keys()])) {
      if (before.get(uid) !== older.get(uid)) this.#options.tracker.slots(uid);
    }
  }

  /** How many objects in a function's inputs are older than its watch, as of the last listing. */
  olderThanWatch(functionUid: string): number {
    let total = 0;
    for (const older of this.#olderByBucket.values())
      total += older.get(functionUid) ?? 0;
    return total;
  }

  /** False where the store was away. */
  async #tolerantly(bucket: string, signal: AbortSignal): Promise<boolean> {
    const { log } = this.#options;
    try {
      const queued = await this.bucket(bucket, { signal });
      if (queued > 0) log.info({ bucket, queued }, "reconciler queued jobs");
    } catch (error) {
      if (signal.aborted) return true;
      if (isAppError(error, "bucket_not_found"))
        log.debug({ bucket }, "watched bucket is missing");
      else log.error({ bucket, err: error }, "bucket could not be listed");
      return !isAppError(error, "unavailable");
    }
    return true;
  }
}
