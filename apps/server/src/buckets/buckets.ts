import { AppError, type Bucket, inputsOf, outputsOf } from "@oscar/contracts";
import type { BucketStat, ObjectStore } from "@oscar/object-store";
import type { Flow } from "../flow/flow.ts";
import type { StoredFunction } from "../ledger/functions.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Turns } from "../turns.ts";
import type { Listings } from "../listings/listings.ts";
import type { Freshness, ListingMirror } from "../listings/listing-mirror.ts";
import { emptyBucket, usageOf } from "./bucket-contents.ts";

const EVERYTHING = { isFolded: false, search: "" };

export interface BucketsOptions {
  store: ObjectStore;
  ledger: Ledger;
  flow: Flow;
  /** In which functions are saved and buckets are deleted. */
  turns: Turns;
  listings: Listings;
  mirror: ListingMirror;
}

export interface DeleteBucketOptions {
  contents: "keep" | "delete";
  /** The number of objects that the user was shown. */
  expected?: number | undefined;
  signal?: AbortSignal;
  onDeleted?(objects: number): void;
}

/** What users do with buckets. */
export class Buckets {
  readonly #options: BucketsOptions;

  constructor(options: BucketsOptions) {
    this.#options = options;
  }

  async list(): Promise<Bucket[]> {
    const { store, ledger } = this.#options;
    const [buckets, functions] = await Promise.all([
      store.listBuckets(),
      ledger.functions.list(),
    ]);
    return buckets.map((bucket) => present(bucket, functions));
  }

  /** @throws AppError `bucket_exists` */
  async create(name: string): Promise<Bucket> {
    const { store, ledger, flow } = this.#options;
    const bucket = await store.createBucket(name);
    flow.tracker.buckets();
    return present(bucket, await ledger.functions.list());
  }

  /** @throws AppError `bucket_not_found` */
  async usage(
    bucket: string,
    wish: Freshness & { prefix?: string | undefined },
  ): Promise<{ objects: number; bytes: number }> {
    const { store, listings, mirror } = this.#options;
    const { prefix = "", signal } = wish;
    await mirror.freshen(bucket, wish);
    const usage = await listings.totals.of({ ...EVERYTHING, bucket, prefix });
    // A bucket that is gone has no objects either.
    if (usage.objects === 0) await store.list(bucket, { limit: 1, signal });
    return usage;
  }

  /** Lists a bucket now and queues what was missed. */
  async reconcile(
    bucket: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<number> {
    return this.#options.flow.reconciler.bucket(bucket, options);
  }

  /** @throws AppError `bucket_in_use`, `bucket_not_empty`, `count_changed` */
  async delete(name: string, options: DeleteBucketOptions): Promise<void> {
    const { store, ledger, flow, turns } = this.#options;
    await this.#refuseUsed(name);
    if (options.contents === "delete") {
      await this.refuseChangedCount([name], options.expected);
      await this.refuseStrangers([name], options);
      await emptyBucket(store, name, options);
    }
    await turns.take(async () => {
      // A function may have been saved meanwhile that took the bucket as it was.
      await this.#refuseUsed(name);
      await store.deleteBucket(name);
    });
    await ledger.objects.forgetBucket(name);
    flow.tracker.buckets();
  }

  async #refuseUsed(name: string): Promise<void> {
    const functions = await this.#options.ledger.functions.list();
    const users = usersOf(name, functions).map((use) => use.function);
    if (users.length === 0) return;
    throw new AppError(
      "bucket_in_use",
      `The bucket ${name} is used by ${[...new Set(users)].join(", ")}. Delete or change that function first.`,
    );
  }

  /**
   * Compares the number of objects with the one that the user was shown.
   * @throws AppError `count_changed`
   */
  async refuseChangedCount(
    buckets: string[],
    expected: number | undefined,
  ): Promise<void> {
    if (expected === undefined) return;
    let objects = 0;
    for (const bucket of buckets)
      objects += (await usageOf(this.#options.store, bucket)).objects;
    if (objects === expected) return;
    throw new AppError(
      "count_changed",
      `There are ${objects} objects now, not ${expected}. Look again before you delete them.`,
    );
  }

  /**
   * Refuses to empty a bucket that could not be deleted afterwards.
   * @throws AppError `bucket_not_empty`
   */
  async refuseStrangers(
    buckets: string[],
    options: { signal?: AbortSignal } = {},
  ): Promise<void> {
    const { store } = this.#options;
    const { signal } = options;
    for (const bucket of buckets) {
      const stranger = await store.findStranger?.(
        bucket,
        signal ? { signal } : {},
      );
      if (stranger === undefined) continue;
      throw new AppError(
        "bucket_not_empty",
        `Nothing was deleted: the folder of the bucket ${bucket} holds ${stranger} and no object. Remove it there, or wait for it, and try again.`,
      );
    }
  }
}

function present(bucket: BucketStat, functions: StoredFunction[]): Bucket {
  return {
    name: bucket.name,
    createdAt: bucket.createdAt.toISOString(),
    usedBy: usersOf(bucket.name, functions),
  };
}

/** Which functions read from a bucket or write into it. */
export function usersOf(
  bucket: string,
  functions: StoredFunction[],
): Bucket["usedBy"] {
  return functions.flatMap(({ name, definition }) => [
    ...(inputsOf(definition).some((input) => input.bucket === bucket)
      ? [{ function: name, as: "input" as const }]
      : []),
    ...(outputsOf(definition).some((output) => output.bucket === bucket) ||
    definition.environment?.["OUTPUT_BUCKET"] === bucket
      ? [{ function: name, as: "output" as const }]
      : []),
  ]);
}
