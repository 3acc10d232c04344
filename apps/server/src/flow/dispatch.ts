import type { CancelReason } from "@oscar/contracts";
import type { Logger } from "pino";
import type { Ledger } from "../ledger/ledger.ts";
import type { JobRow } from "../ledger/tables.ts";
import type { RunnerRef } from "../ports/job-runner.ts";
import type { Conductor } from "./attempt.ts";
import { Cancellation } from "./cancellation.ts";
import { type ActiveAttempt, Slots } from "./slots.ts";
import type { Tracker } from "./track.ts";

/** What of the ledger starts jobs. */
interface DispatchLedger {
  functions: Pick<Ledger["functions"], "withQueued">;
  jobs: Pick<Ledger["jobs"], "nextQueued" | "nextDue">;
  transitions: Pick<Ledger["transitions"], "beginAttempt">;
}

export interface DispatcherOptions {
  ledger: DispatchLedger;
  conductor: Pick<Conductor, "conduct">;
  tracker: Pick<Tracker, "job" | "slots">;
  log: Logger;
  /** How many jobs may run at once. */
  maxJobs: number;
}

interface Active extends ActiveAttempt {
  jobId: string;
  abort: AbortController;
  ended: Promise<void>;
}

/** Starts queued jobs: fair between functions, within their concurrency and the global limit. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  /** While one is putting its end in order, the job's next attempt may be here already. */
  readonly #active = new Set<Active>();
  readonly #slots: Slots;
  #isStopped = true;
  #pumping: Promise<void> | undefined;
  #pumpAgain = false;
  #timer: NodeJS.Timeout | undefined;
  #idle = Promise.withResolvers<void>();

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#slots = new Slots(options.maxJobs);
  }

  /** From here on, queued jobs start. */
  start(): void {
    this.#isStopped = false;
    this.wake();
  }

  /** Starts no more; what runs goes on. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#pumping;
  }

  /** Looks for jobs to start: called whenever one was queued or has ended. */
  wake(): void {
    if (this.#isStopped) return;
    this.#pumpAgain = true;
    this.#pumping ??= this.#pump().finally(() => {
      this.#pumping = undefined;
      if (this.#pumpAgain) this.wake();
      this.#tellIdle();
    });
  }

  /** How many attempts of a function are under way. */
  activeOf(functionUid: string): number {
    return this.#slots.activeOf(functionUid, this.#active);
  }

  /** Takes up an attempt that an earlier server had begun. */
  resume(job: JobRow, ref: RunnerRef | undefined): void {
    this.#lead(job, { isProbe: false, resume: { ref } });
  }

  /** Aborts a job's attempt; false where none is under way. */
  cancel(jobId: string, reason: CancelReason): boolean {
    const its = [...this.#active].filter((active) => active.jobId === jobId);
    for (const active of its) active.abort.abort(new Cancellation(reason));
    return its.length > 0;
  }

  /** Aborts every attempt of a function and waits for their end. */
  async cancelAll(functionUid: string, reason: CancelReason): Promise<void> {
    // One whose begin is in the ledger already is among the active ones after this.
    await this.#pumping;
    const theirs = [...this.#active].filter(
      (active) => active.functionUid === functionUid,
    );
    for (const active of theirs) active.abort.abort(new Cancellation(reason));
    await Promise.all(theirs.map((active) => active.ended));
  }

  /** Resolves when every attempt under way has ended. */
  async settled(): Promise<void> {
    while (this.#active.size > 0)
      await Promise.all([...this.#active].map((each) => each.ended));
  }

  /** Resolves when nothing is queued that could start, and nothing runs. */
  async idle(): Promise<void> {
    while (this.#active.size > 0 || this.#pumping) await this.#idle.promise;
  }

  async #pump(): Promise<void> {
    try {
      let lookedAt = new Date();
      while (this.#pumpAgain && !this.#isStopped) {
        this.#pumpAgain = false;
        do lookedAt = new Date();
        while (!this.#isStopped && (await this.#startOne(lookedAt)));
      }
      await this.#setTimer(lookedAt);
    } catch (error) {
      this.#options.log.error({ err: error }, "dispatch failed");
      this.#wakeAfter(1000);
    }
  }

  async #startOne(now: Date): Promise<boolean> {
    const { ledger, tracker } = this.#options;
    if (!this.#slots.isAnyFree(this.#active, now)) return false;
    const candidates = await this.#candidates();
    for (const { uid, concurrency } of this.#slots.inTurn(candidates)) {
      const active = this.#active;
      const admission = this.#slots.admit(uid, { concurrency, active, now });
      if (!admission) continue;
      const [next] = await ledger.jobs.nextQueued(uid, { now, limit: 1 });
      if (!next) continue;
      this.#slots.served(uid);
      const begun = await ledger.transitions.beginAttempt(next.id, now);
      if (begun) {
        tracker.job(begun);
        this.#lead(begun, { isProbe: admission === "probe" });
      }
      return true;
    }
    return false;
  }

  async #candidates(): Promise<{ uid: string; concurrency: number }[]> {
    const functions = await this.#options.ledger.functions.withQueued();
    return functions.map(({ uid, concurrency }) => ({
      uid,
      // Not the global limit: what is stuck in pending does not count against that one.
      concurrency: concurrency ?? Infinity,
    }));
  }

  #lead(
    job: JobRow,
    options: {
      isProbe: boolean;
      resume?: { ref: RunnerRef | undefined };
    },
  ): void {
    const abort = new AbortController();
    const active: Active = {
      jobId: job.id,
      functionUid: job.function_uid,
      isPending: job.state === "pending",
      isProbe: options.isProbe,
      hasEnded: false,
      since: new Date(),
      abort,
      ended: Promise.resolve(),
    };
    this.#active.add(active);
    active.ended = this.#options.conductor
      .conduct(job, {
        signal: abort.signal,
        onRunning: () => this.#running(active),
        onEnded: () => this.#ended(active),
        ...(options.resume ? { resume: options.resume } : {}),
      })
      .catch((error: unknown) =>
        this.#options.log.error(
          { jobId: job.id, err: error },
          "an attempt was left to the next start",
        ),
      )
      .finally(() => {
        this.#active.delete(active);
        this.#options.tracker.slots(job.function_uid);
        this.wake();
        this.#tellIdle();
      });
  }

  #ended(active: Active): void {
    active.hasEnded = true;
    this.wake();
  }

  #running(active: Active): void {
    active.isPending = false;
    for (const other of this.#active)
      if (other.functionUid === active.functionUid) other.isProbe = false;
    this.wake();
  }

  /**
   * A job that waits for its retry, or a pending one that stops counting, needs a look later.
   * What became due since the last look is asked for as of that look, else nobody would come
   * back for it.
   */
  async #setTimer(lookedAt: Date): Promise<void> {
    const due = await this.#options.ledger.jobs.nextDue(lookedAt);
    const stale = this.#slots.nextStale(this.#active, lookedAt);
    const next = [due, stale]
      .filter((date) => date !== undefined)
      .map((date) => date.getTime() - Date.now());
    if (next.length > 0) this.#wakeAfter(Math.max(10, Math.min(...next)));
  }

  #wakeAfter(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (this.#isStopped) return;
    this.#timer = setTimeout(
      () => this.wake(),
      Math.min(milliseconds, 60_000),
    ).unref();
  }

  #tellIdle(): void {
    if (this.#active.size > 0 || this.#pumping) return;
    this.#idle.resolve();
    this.#idle = Promise.withResolvers<void>();
  }
}
