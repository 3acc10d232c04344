import { type AppError, isAppError } from "@oscar/contracts";
import type {
  ObjectStat,
  ObjectStore,
  StagedObject,
} from "@oscar/object-store";
import type { Logger } from "pino";
import type { Ledger } from "../ledger/ledger.ts";
import { keyOf } from "../ledger/change-job.ts";
import type { JobRow } from "../ledger/tables.ts";
import type { AfterEnd } from "../ledger/transitions.ts";
import type { Failure } from "../ports/job-runner.ts";
import { persist } from "../wait.ts";
import type { Ingest } from "./ingest.ts";
import { afterFailure } from "./retry.ts";
import type { Tracker } from "./track.ts";

/** How many objects are made visible at a time: they share the waits for the disk. */
const AT_ONCE = 32;

/** No further try can mend them: the last one is of a store that has lost what was staged. */
const LOST = "object_not_found";
const HOPELESS = ["key_conflict", "bucket_not_found", LOST] as const;

type Published = ObjectStat & { crc32: number; jobId: string };

export interface PublisherOptions {
  store: ObjectStore;
  ledger: Ledger;
  ingest: Pick<Ingest, "objects">;
  tracker: Pick<Tracker, "job" | "bucket">;
  log: Logger;
}

/**
 * Makes the staged outputs of a job visible. Begins where the ledger says `publishing`, and
 * from there only goes forward: whatever stops it, the next server goes on with it.
 */
export class Publisher {
  readonly #options: PublisherOptions;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Resolves when the job has ended; rejects only if the signal stopped it. */
  async publish(
    job: JobRow,
    options: { signal: AbortSignal; notes?: string[] },
  ): Promise<void> {
    const { ledger, log, tracker } = this.#options;
    const staged = await ledger.publishing.staged(job.id);
    const facts = { jobId: job.id, function: job.function_name };
    try {
      const overwritten = await this.#overwritten(job, staged);
      for (let from = 0; from < staged.length; from += AT_ONCE) {
        const batch = staged.slice(from, from + AT_ONCE);
        await persist(() => this.#publishBatch(job, batch), {
          signal: options.signal,
          isTransient: (error) => !isAppError(error, ...HOPELESS),
          onFailure: (err) => log.warn({ ...facts, err }, "publishing waits"),
        });
      }
      const message = [...(options.notes ?? []), ...overwritten].join(" ");
      const done = await ledger.publishing.finish(keyOf(job), {
        finishedAt: new Date(),
        message: message || null,
      });
      if (!done) return;
      log.info({ ...facts, outputs: staged.length }, "job succeeded");
      tracker.job(done);
    } catch (error) {
      if (!isAppError(error, ...HOPELESS)) throw error;
      await this.#giveUp(job, staged, error);
    }
  }

  async #publishBatch(job: JobRow, batch: StagedObject[]): Promise<void> {
    const { store } = this.#options;
    const publishing = await Promise.allSettled(
      batch.map(async (object) => ({
        object,
        stat:
          (await this.#published(job, object)) ?? (await store.publish(object)),
      })),
    );
    const published = publishing.flatMap((each) =>
      each.status === "fulfilled" ? [each.value] : [],
    );
    const byBucket = Map.groupBy(published, ({ object }) => object.bucket);
    // What is visible is told of, also where one of them failed.
    for (const [bucket, its] of byBucket) {
      const present = its.flatMap(({ object: { crc32 }, stat }) =>
        stat ? [{ ...stat, crc32, jobId: job.id }] : [],
      );
      if (present.length > 0) await this.#tell(bucket, present);
    }
    for (const each of publishing)
      if (each.status === "rejected") throw each.reason;
  }

  async #tell(bucket: string, objects: Published[]): Promise<void> {
    const { ingest, ledger, tracker } = this.#options;
    await ledger.objects.remember(bucket, objects);
    await ingest.objects(bucket, objects);
    tracker.bucket(bucket);
  }

  /**
   * What the attempt before has published already, where it was lost in the middle: the same
   * bytes again would start the next function again.
   */
  async #published(
    job: JobRow,
    object: StagedObject,
  ): Promise<ObjectStat | undefined> {
    if (job.losses === 0) return undefined;
    const { ledger, store } = this.#options;
    const stat = await store.stat(object.bucket, object.key);
    if (stat?.size !== object.size) return undefined;
    const version = { ...object, etag: stat.etag };
    if (!(await ledger.objects.isMadeBy(job.id, version))) return undefined;
    await store.discard(object);
    return stat;
  }

  async #giveUp(
    job: JobRow,
    staged: StagedObject[],
    error: AppError,
  ): Promise<void> {
    const { ledger, log, store, tracker } = this.#options;
    const message = `The outputs could not be published. ${error.message}${remark(staged)}`;
    const reason = isAppError(error, LOST) ? "lost" : "output_failed";
    const ended = await ledger.transitions.end(keyOf(job), {
      facts: { state: "failed", reason, message },
      after: await this.#afterwards(job, { reason, message }),
      now: new Date(),
    });
    log.warn({ jobId: job.id, message }, "job failed in publishing");
    if (ended) tracker.job(ended);
    for (const object of staged) {
      await store.discard(object).catch((err: unknown) =>
        // The sweep of the next start takes it.
        log.warn({ jobId: job.id, err }, "staged object was left"),
      );
    }
  }

  /** What the store has lost is made again; what it refuses would be refused again. */
  async #afterwards(
    job: JobRow,
    failure: { reason: "lost" | "output_failed"; message: string },
  ): Promise<AfterEnd> {
    const { functions } = this.#options.ledger;
    const living = await functions.getByUid(job.function_uid);
    if (failure.reason !== "lost" || !living || living.isDeleting)
      return { job: "ended" };
    const lost: Failure = { outcome: "failed", ...failure };
    return afterFailure(job, lost, { retries: 0, now: new Date() });
  }

  /** Says which outputs replace what another input's job had made. */
  async #overwritten(job: JobRow, staged: StagedObject[]): Promise<string[]> {
    if (staged.length === 0) return [];
    const others = await this.#options.ledger.publishing.otherMakers(job);
    return others.map(
      ({ bucket, key, input }) =>
        `${bucket}/${key} replaces what was made from ${input}.`,
    );
  }
}

function remark(staged: StagedObject[]): string {
  return staged.length > 1
    ? " Some of the outputs may have become visible before."
    : "";
}
