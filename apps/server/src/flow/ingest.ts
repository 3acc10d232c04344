import type { Hint, ObjectStat, ObjectStore } from "@oscar/object-store";
import type { Logger } from "pino";
import type { NewJob } from "../ledger/jobs.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { JobRow } from "../ledger/tables.ts";
import { newJob, wholeSeconds } from "./identity.ts";
import type { WatchList } from "./watch-list.ts";

export interface IngestOptions {
  store: ObjectStore;
  ledger: Ledger;
  watchList: WatchList;
  log: Logger;
  /** Told of the jobs that are new in the ledger. */
  onQueued(jobs: JobRow[]): void;
}

export interface Ingested {
  queued: number;
  /** Objects older than the watch and never run, by the function's uid. */
  older: Map<string, number>;
}

/** Turns what is really in the store into queued jobs. Hints only say where to look. */
export class Ingest {
  readonly #options: IngestOptions;

  constructor(options: IngestOptions) {
    this.#options = options;
  }

  /**
   * Queues a job for each function that watches these object versions. Once it has
   * resolved the ledger has the rows; calling it again for the same versions adds nothing.
   */
  async objects(bucket: string, stats: ObjectStat[]): Promise<Ingested> {
    const { ledger, log } = this.#options;
    const jobs = new Map<string, NewJob>();
    const older = new Map<string, NewJob>();
    for (const stat of stats) this.#sort(bucket, stat, { jobs, older });
    const queued = await ledger.jobs.queue([...jobs.values()], new Date());
    for (const job of queued) {
      log.info(
        { jobId: job.id, function: job.function_name, bucket, key: job.key },
        "job queued",
      );
    }
    if (queued.length > 0) this.#options.onQueued(queued);
    return {
      queued: queued.length,
      older: await this.#countUnknown([...older.values()], jobs),
    };
  }

  /** Looks at what a hint points to, and queues what is there. */
  async hint(
    hint: Hint,
    options: { signal?: AbortSignal } = {},
  ): Promise<void> {
    const { store, watchList } = this.#options;
    if (!watchList.buckets().includes(hint.bucket)) return;
    if (hint.key !== undefined) {
      const stat = await store.stat(hint.bucket, hint.key);
      if (stat) await this.objects(hint.bucket, [stat]);
      return;
    }
    let after: string | undefined;
    do {
      const page = await store.list(hint.bucket, {
        prefix: hint.prefix ?? "",
        ...(hint.isShallow ? { delimiter: "/" as const } : {}),
        ...(after === undefined ? {} : { after }),
        ...options,
      });
      await this.objects(hint.bucket, page.objects);
      after = page.next;
    } while (after !== undefined);
  }

  #sort(
    bucket: string,
    stat: ObjectStat,
    into: { jobs: Map<string, NewJob>; older: Map<string, NewJob> },
  ): void {
    for (const watch of this.#options.watchList.match(bucket, stat.key)) {
      const job = newJob(watch, stat);
      const isNew = wholeSeconds(stat.arrivedAt) >= watch.watchedSince;
      (isNew ? into.jobs : into.older).set(job.id, job);
    }
  }

  async #countUnknown(
    older: NewJob[],
    jobs: Map<string, NewJob>,
  ): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    if (older.length === 0) return counts;
    const known = new Set(
      await this.#options.ledger.jobs.known(older.map((job) => job.id)),
    );
    for (const job of older) {
      if (known.has(job.id) || jobs.has(job.id)) continue;
      counts.set(job.function_uid, (counts.get(job.function_uid) ?? 0) + 1);
    }
    return counts;
  }
}
