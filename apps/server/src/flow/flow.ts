import type { FunctionSummary } from "@oscar/contracts";
import type { Hint, ObjectStore } from "@oscar/object-store";
import type { Logger } from "pino";
import type { Ledger } from "../ledger/ledger.ts";
import type { JobRow } from "../ledger/tables.ts";
import type { JobRunner, RunnerRef } from "../ports/job-runner.ts";
import type { LiveSink } from "../ports/live-sink.ts";
import { waitUntil } from "../wait.ts";
import { Conductor } from "./attempt.ts";
import { Dispatcher } from "./dispatch.ts";
import { Ingest } from "./ingest.ts";
import { Publisher } from "./publish.ts";
import { Reconciler } from "./reconcile.ts";
import { Tracker } from "./track.ts";
import { WatchList } from "./watch-list.ts";

/** Who looks at buckets, beside the functions. */
export interface BucketViewer {
  viewed(): string[];
  noteHint(hint: Hint): Promise<void>;
}

export interface FlowOptions {
  store: ObjectStore;
  viewer: BucketViewer;
  ledger: Ledger;
  runner: JobRunner;
  live: LiveSink;
  log: Logger;
  maxJobs: number;
  summariesOf: (functionUids: string[]) => Promise<FunctionSummary[]>;
}

/** How long the end of the attempts under way is waited for when the server stops. */
const STOP_LIMIT_MS = 30_000;

/** The way from an object to a job to objects: everything between the store and the runner. */
export class Flow implements AsyncDisposable {
  readonly watchList: WatchList;
  readonly ingest: Ingest;
  readonly reconciler: Reconciler;
  readonly dispatcher: Dispatcher;
  readonly tracker: Tracker;
  readonly #options: FlowOptions;
  readonly #looking = new AbortController();
  readonly #stopping = new AbortController();
  #loops: Promise<unknown>[] = [];

  constructor(options: FlowOptions) {
    const { store, ledger, live, log, summariesOf } = options;
    this.#options = options;
    this.watchList = new WatchList(ledger);
    this.tracker = new Tracker({
      ledger,
      live,
      summariesOf,
      log: part(log, "track"),
    });
    this.ingest = new Ingest({
      store,
      ledger,
      watchList: this.watchList,
      log: part(log, "ingest"),
      onQueued: (jobs) => {
        for (const job of jobs) this.tracker.job(job);
        this.dispatcher.wake();
      },
    });
    this.reconciler = new Reconciler({
      store,
      ingest: this.ingest,
      watchList: this.watchList,
      tracker: this.tracker,
      log: part(log, "reconcile"),
    });
    this.dispatcher = this.#createDispatcher();
  }

  #createDispatcher(): Dispatcher {
    const { store, ledger, runner, log, maxJobs } = this.#options;
    const { ingest, tracker } = this;
    const publisher = new Publisher({
      store,
      ledger,
      ingest,
      tracker,
      log: part(log, "publish"),
    });
    const conductor = new Conductor({
      ledger,
      runner,
      store,
      publisher,
      tracker,
      log: part(log, "attempt"),
      stopping: this.#stopping.signal,
    });
    return new Dispatcher({
      ledger,
      conductor,
      tracker,
      log: part(log, "dispatch"),
      maxJobs,
    });
  }

  /** Makes whole what an earlier server left, before anybody uses the store. */
  async recover(): Promise<void> {
    const { ledger, store, log } = this.#options;
    await this.watchList.reload();
    const kept = await ledger.publishing.tokens();
    for (const token of await ledger.uploads.tokens()) kept.add(token);
    await store.sweep(kept);
    await ledger.uploads.forgetEnded();
    const unfinished = await ledger.jobs.unfinished();
    await this.#sweepRunner(unfinished);
    for (const job of unfinished) {
      const attempt = await ledger.jobs.attempt(job.id, job.attempt);
      const ref = attempt?.ref
        ? (JSON.parse(attempt.ref) as RunnerRef)
        : undefined;
      log.info({ jobId: job.id, state: job.state }, "job taken up again");
      this.dispatcher.resume(job, ref);
    }
  }

  async #sweepRunner(unfinished: JobRow[]): Promise<void> {
    const { ledger, runner } = this.#options;
    const functions = await ledger.functions.list();
    const uids = new Set(functions.map(({ uid }) => uid));
    // What publishes needs its runner no more.
    const running = unfinished.filter(({ state }) => state !== "publishing");
    const alive = new Set(running.map((job) => `${job.id}/${job.attempt}`));
    await runner.sweep(
      (jobId, attempt) => alive.has(`${jobId}/${attempt}`),
      (uid) => uids.has(uid),
    );
    const saved = functions.map(async ({ uid, ...each }) =>
      runner.functionSaved?.({ functionUid: uid, ...each }),
    );
    await Promise.all(saved);
  }

  /** From here on, events start jobs. */
  start(): void {
    const { signal } = this.#looking;
    const { store, viewer } = this.#options;
    const buckets = () => ({
      inputs: this.watchList.buckets(),
      viewed: viewer.viewed(),
    });
    this.dispatcher.start();
    this.#loops = [
      this.reconciler.run({ signal }),
      store.watch(buckets, (hint) => this.hint(hint), { signal }),
    ];
  }

  /**
   * Something may have changed in the store. Once it has resolved the ledger has the jobs of
   * what is really there.
   */
  async hint(hint: Hint): Promise<void> {
    await this.ingest.hint(hint, { signal: this.#looking.signal });
    await this.#options.viewer.noteHint(hint);
    this.tracker.bucket(hint.bucket);
  }

  /** Resolves when nothing is queued that could start, and nothing runs. */
  idle(): Promise<void> {
    return this.dispatcher.idle();
  }

  /** Starts nothing more, gives what runs a while to end, and leaves the rest to the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { runner, log } = this.#options;
    this.#looking.abort();
    await this.dispatcher.stop();
    await runner[Symbol.asyncDispose]();
    await waitUntil(this.dispatcher.settled(), {
      timeoutMs: STOP_LIMIT_MS,
      signal: this.#stopping.signal,
    });
    this.#stopping.abort();
    await this.dispatcher.settled();
    const ends = await Promise.allSettled(this.#loops);
    for (const end of ends) {
      if (end.status === "rejected")
        log.debug({ err: end.reason }, "a loop ended with an error");
    }
  }
}

function part(log: Logger, name: string): Logger {
  return log.child({ part: name });
}
