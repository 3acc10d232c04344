import { isAppError } from "@oscar/contracts";
import type { Hint, ObjectStore } from "@oscar/object-store";
import type { ObjectsObserver } from "../ledger/objects.ts";
import type { Logger } from "../log.ts";
import { waitUntil } from "../wait.ts";
import { compareListing } from "./compare-listing.ts";
import type { ListedObject } from "./listed-objects.ts";
import type { Listings } from "./listings.ts";
import { MirroredBucket } from "./mirrored-bucket.ts";

/** An answer that could be given without waits for a comparison that takes no longer. */
const QUICK_MS = 100;
const PATIENCE_MS = 300;
/** What was compared longer ago is not shown, however long the comparison takes. */
const OLD_MS = 60_000;
/** A bucket that was looked at so lately counts as being looked at. */
const VIEWED_MS = 5 * 60_000;

export interface ListingMirrorOptions {
  store: Pick<ObjectStore, "list" | "stat">;
  listings: Listings;
  log: Logger;
  /** Something was found that earlier answers had left out. */
  onBucketChanged(bucket: string): void;
}

export interface Freshness {
  signal: AbortSignal;
  /** Only a comparison that begins now will do. */
  isExact?: boolean | undefined;
  /** A further page of what was shown before: an older table will do. */
  isContinued?: boolean;
}

/**
 * Keeps the rows of listings in step with the store for as long as somebody asks.
 * Our own writes are in it at once; what others do is found by listing the bucket again. A
 * small bucket is compared for every question. For a large one the rows answer while they are
 * compared, and whoever looks at the bucket is told if that has found anything.
 */
export class ListingMirror implements ObjectsObserver, AsyncDisposable {
  readonly #options: ListingMirrorOptions;
  readonly #buckets = new Map<string, MirroredBucket>();
  readonly #viewedAtMs = new Map<string, number>();
  readonly #comparing = new Set<Promise<unknown>>();
  readonly #stopping = new AbortController();

  constructor(options: ListingMirrorOptions) {
    this.#options = options;
  }

  /**
   * Resolves when the table may be shown.
   * @throws AppError `bucket_not_found`
   */
  async freshen(bucket: string, freshness: Freshness): Promise<void> {
    const { signal, isExact, isContinued } = freshness;
    const mirrored = this.#mirrored(bucket);
    if (mirrored.isFresh && !isExact) return;
    const oldMs = isContinued ? Infinity : OLD_MS + mirrored.restMs;
    const isUsable = !isExact && mirrored.ageMs < oldMs;
    const compared = isExact ? mirrored.comparedFromNow() : mirrored.compared();
    if (isUsable && mirrored.tookMs > QUICK_MS)
      return void compared.catch(() => undefined); // it is told by the next question
    await waitUntil(compared, {
      timeoutMs: isUsable ? PATIENCE_MS : undefined,
      signal,
    });
    signal.throwIfAborted();
  }

  /** Somebody looks at a bucket. */
  noteViewed(bucket: string): void {
    this.#viewedAtMs.set(bucket, performance.now());
  }

  /** The buckets that are being looked at. */
  viewed(): string[] {
    for (const [bucket, atMs] of this.#viewedAtMs)
      if (performance.now() - atMs > VIEWED_MS) this.#viewedAtMs.delete(bucket);
    return [...this.#viewedAtMs.keys()];
  }

  /** Others may have changed something. */
  async noteHint({ bucket, key }: Hint): Promise<void> {
    const mirrored = this.#buckets.get(bucket);
    if (!mirrored) return;
    if (key === undefined) return mirrored.doubt();
    const stat = await this.#options.store.stat(bucket, key);
    if (stat) await this.stored(bucket, [stat]);
    else await this.deleted(bucket, [key]);
  }

  async stored(bucket: string, objects: ListedObject[]): Promise<void> {
    if (!this.#buckets.has(bucket)) return;
    await this.#options.listings.objects.keep(bucket, objects);
  }

  async deleted(bucket: string, keys: string[]): Promise<void> {
    if (!this.#buckets.has(bucket)) return;
    await this.#options.listings.objects.forget(bucket, keys);
  }

  async bucketDeleted(bucket: string): Promise<void> {
    if (!this.#buckets.delete(bucket)) return;
    await this.#options.listings.objects.forgetBucket(bucket);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await Promise.allSettled(this.#comparing);
  }

  #mirrored(bucket: string): MirroredBucket {
    const known = this.#buckets.get(bucket);
    if (known) return known;
    const made = new MirroredBucket(() => this.#compare(bucket, made), {
      signal: this.#stopping.signal,
    });
    this.#buckets.set(bucket, made);
    return made;
  }

  async #compare(bucket: string, mirrored: MirroredBucket): Promise<void> {
    const { store, listings, log, onBucketChanged } = this.#options;
    const { signal } = this.#stopping;
    const isFirst = mirrored.ageMs === Infinity;
    const comparing = compareListing({ store, listings, bucket, signal });
    this.#comparing.add(comparing);
    try {
      const mended = await comparing;
      log.debug({ bucket, mended }, "listing compared");
      if (mended > 0 && !isFirst) onBucketChanged(bucket);
    } catch (error) {
      // The same name may become another bucket.
      if (isAppError(error, "bucket_not_found")) this.#buckets.delete(bucket);
      throw error;
    } finally {
      this.#comparing.delete(comparing);
    }
  }
}
