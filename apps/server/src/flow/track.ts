import type { FunctionSummary } from "@oscar/contracts";
import type { Logger } from "pino";
import { presentJob } from "../jobs/present-job.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { JobRow } from "../ledger/tables.ts";
import type { LiveSink } from "../ports/live-sink.ts";

/** Counts and slots of a function are told at most this often. */
const TELL_AFTER_MS = 200;
/** After a failure it is tried again so much later. */
const TELL_AGAIN_MS = 5000;
/** Of a job with many outputs the live event names the first. */
const LIVE_OUTPUTS = 100;

export interface TrackerOptions {
  ledger: Ledger;
  live: LiveSink;
  log: Logger;
  /** Functions as they are now, but for those that are gone. */
  summariesOf: (functionUids: string[]) => Promise<FunctionSummary[]>;
}

/** Tells the browsers of what the flow has put into the ledger. */
export class Tracker {
  readonly #options: TrackerOptions;
  readonly #changed = new Set<string>();
  #isTelling = false;

  constructor(options: TrackerOptions) {
    this.#options = options;
  }

  /** A job has changed, and with it its function's counts. */
  job(row: JobRow): void {
    this.slots(row.function_uid);
    this.#tellJob(row).catch((err: unknown) =>
      this.#options.log.error({ err, jobId: row.id }, "job was not told"),
    );
  }

  /** Any number of a function's jobs have changed at once. */
  jobs(of: { uid: string; name: string }): void {
    this.slots(of.uid);
    this.#options.live.publish({ type: "jobs", function: of.name });
  }

  /** A function's counts or slots have changed. */
  slots(functionUid: string): void {
    this.#changed.add(functionUid);
    this.#tellLater(TELL_AFTER_MS);
  }

  /** A bucket's objects have changed. */
  bucket(bucket: string): void {
    this.#options.live.publish({ type: "bucket", bucket });
  }

  /** Buckets, or who uses them, have changed. */
  buckets(): void {
    this.#options.live.publish({ type: "buckets" });
  }

  functionDeleted(name: string): void {
    this.#options.live.publish({ type: "function_deleted", name });
  }

  async #tellJob(row: JobRow): Promise<void> {
    const { ledger, live } = this.#options;
    const outputs =
      row.state === "succeeded"
        ? await ledger.jobs.outputs([row.id], LIVE_OUTPUTS)
        : new Map();
    live.publish({
      type: "job",
      job: presentJob(row, outputs.get(row.id) ?? []),
    });
  }

  #tellLater(milliseconds: number): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    setTimeout(() => void this.#tellFunctions(), milliseconds).unref();
  }

  async #tellFunctions(): Promise<void> {
    const uids = [...this.#changed];
    this.#changed.clear();
    this.#isTelling = false;
    try {
      for (const summary of await this.#options.summariesOf(uids))
        this.#options.live.publish({ type: "function", function: summary });
    } catch (err) {
      this.#options.log.error({ err }, "functions were not told");
      for (const uid of uids) this.#changed.add(uid);
      this.#tellLater(TELL_AGAIN_MS);
    }
  }
}
