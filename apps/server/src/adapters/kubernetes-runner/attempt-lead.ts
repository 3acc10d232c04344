import { AppError, DEFAULT_TIMEOUT_SECONDS } from "@oscar/contracts";
import type { StagedObject } from "@oscar/object-store";
import type {
  AttemptEnd,
  AttemptHooks,
  AttemptSpec,
  Failure,
  RunnerRef,
} from "../../ports/job-runner.ts";
import {
  LOST_TO_RESTART,
  startFailed,
  timedOut,
} from "../process-runner/failure.ts";
import { linesOf } from "../attempt-notes.ts";
import { AttemptJob } from "./attempt-job.ts";
import { AttemptWords } from "./attempt-words.ts";
import { Bell } from "./bell.ts";
import type { LivingAttempt } from "./pod-attempts.ts";
import { PodLog } from "./pod-log.ts";
import { PodWait } from "./pod-wait.ts";
import { discardUploads } from "./discard-uploads.ts";
import { endOf, endOfGone, lost } from "./pods/explain-end.ts";
import type { Pod } from "./pods/pod.ts";
import {
  type PodReading,
  type Waiting,
  isMarked,
  readPod,
} from "./pods/read-pod.ts";
import type { Workshop } from "./workshop.ts";

export interface LeadSignals {
  /** The caller's: the attempt is cancelled. */
  cancel: AbortSignal;
  /** The server stops: the attempt goes on without it. */
  closing: AbortSignal;
}

/** What a look at the pod has come to: the end, or when to look again at the latest. */
type Step = { end: AttemptEnd } | { nextMs: number };

const SUPERVISOR_LINES = 40;
const LEFT: AttemptEnd = { outcome: "left" };
const CANCELLED: AttemptEnd = { outcome: "cancelled" };
const CHANGED: Failure = lost(
  "The function was changed before the job had started, so it starts anew.",
  { excused: true },
);

/** Leads one attempt from its Job to its end. */
export class AttemptLead implements LivingAttempt {
  readonly spec: AttemptSpec;
  readonly #job: AttemptJob;
  readonly #workshop: Workshop;
  readonly #hooks: AttemptHooks;
  readonly #signals: LeadSignals;
  /** Aborted with either of them. */
  readonly #interrupted: AbortSignal;
  readonly #log: PodLog;
  readonly #wait: PodWait;
  readonly #words: AttemptWords;
  readonly #bell = new Bell();
  readonly #settled = Promise.withResolvers<void>();
  #success: { staged: StagedObject[]; notes: string[] } | undefined;
  #isGivenBack = false;
  #startedAt: Date | undefined;
  #terminatingSince: number | undefined;

  constructor(
    workshop: Workshop,
    spec: AttemptSpec,
    leading: { hooks: AttemptHooks; signals: LeadSignals },
  ) {
    const { hooks, signals } = leading;
    this.#workshop = workshop;
    this.spec = spec;
    this.#hooks = hooks;
    this.#signals = signals;
    this.#interrupted = AbortSignal.any([signals.cancel, signals.closing]);
    this.#words = new AttemptWords(workshop, spec, hooks);
    this.#job = new AttemptJob(workshop, spec);
    this.#log = new PodLog(workshop, spec);
    this.#wait = new PodWait(workshop, spec, this.#job);
    // Nobody may be waiting for it.
    this.#settled.promise.catch(() => undefined);
  }

  /** What the attempt waits for, in words; undefined where it does not. */
  get waitingFor(): string | undefined {
    return this.#words.waitingFor;
  }

  /** Since when it waits for its image, by performance.now(). */
  get imageSince(): number | undefined {
    return this.#startedAt ? undefined : this.#wait.imageSince;
  }

  async run(): Promise<AttemptEnd> {
    const { cancel, closing } = this.#signals;
    if (cancel.aborted) return CANCELLED;
    if (closing.aborted) return LEFT;
    const { namespace } = this.#workshop.objects;
    await this.#hooks.begun({ namespace, job: this.#job.name });
    await this.#words.note(this.spec.notices);
    const refusal = await this.#job.create({
      signal: this.#interrupted,
      onWaiting: (message) => this.#words.waiting(message),
    });
    if (refusal !== undefined)
      return this.#conclude(startFailed(refusal), { isPodGone: true });
    return this.#lead();
  }

  async resume(ref: RunnerRef | undefined): Promise<AttemptEnd> {
    if (!ref) return this.run();
    const isThere = await this.#job.isThere(this.#interrupted);
    if (isThere === false)
      return this.#conclude(LOST_TO_RESTART, { isPodGone: true });
    return this.#lead();
  }

  async succeed(
    outputs: { staged: StagedObject[]; notes: string[] },
    { signal }: { signal: AbortSignal },
  ): Promise<void> {
    this.#success ??= outputs;
    this.#bell.ring();
    const left = Promise.withResolvers<never>();
    const onAbort = () => left.reject(signal.reason);
    signal.addEventListener("abort", onAbort);
    try {
      await Promise.race([this.#settled.promise, left.promise]);
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  /** Ends an attempt that waits in vain, so that its job starts anew. */
  giveBack(): void {
    this.#isGivenBack = !this.#startedAt && this.waitingFor !== undefined;
    this.#bell.ring();
  }

  /** Where leading it failed, nothing of it may go on. */
  async endPod(): Promise<void> {
    await this.#job.end(this.#bell, this.#workshop.patience.endMs);
  }

  /** The ledger knows the end: what was kept of the attempt may go. */
  async release(): Promise<void> {
    this.#settled.resolve();
    await discardUploads(this.#workshop, this.spec, { isStagedKept: true });
    await this.#job.remove();
  }

  async #lead(): Promise<AttemptEnd> {
    const { board } = this.#workshop;
    using _listening = board.listen(this.#job.name, () => this.#bell.ring());
    for (;;) {
      const interruption = await this.#interruption();
      if (interruption) return interruption;
      const step = await this.#look();
      if ("end" in step) return step.end;
      const { nextMs: timeoutMs } = step;
      await this.#bell.wait({ timeoutMs, signal: this.#interrupted });
    }
  }

  /** What ends the leading from outside of the pod. */
  async #interruption(): Promise<AttemptEnd | undefined> {
    if (this.#success) return this.#succeeded(this.#success);
    if (this.#signals.cancel.aborted) return this.#stop(CANCELLED);
    if (this.#isGivenBack) return this.#stop(CHANGED);
    if (!this.#signals.closing.aborted) return undefined;
    await this.#log.leave();
    const message = "The server stops. Ask again.";
    this.#settled.reject(new AppError("unavailable", message));
    return LEFT;
  }

  async #look(): Promise<Step> {
    const { pod, isGone } = this.#workshop.board.seen(this.#job.name);
    if (!pod) return this.#lookAtWait(undefined, undefined);
    if (isGone) {
      const end = endOfGone(readPod(pod), this.spec.definition);
      return { end: await this.#conclude(end, { isPodGone: true }) };
    }
    const reading = readPod(pod);
    if ("startedAt" in reading && reading.startedAt)
      await this.#started(pod, reading.startedAt);
    if (pod.metadata.deletionTimestamp !== undefined)
      return this.#lookAtTerminating(reading);
    switch (reading.stage) {
      case "pending":
      case "uploading":
        return this.#lookAtWait(pod, reading.waiting);
      case "running":
        return this.#lookAtTime(reading.startedAt);
      case "ended":
        return { end: await this.#ended(pod, reading) };
    }
  }

  async #started(pod: Pod, at: Date): Promise<void> {
    this.#log.start(pod.metadata.name);
    if (this.#startedAt) return;
    this.#startedAt = at;
    this.#words.forget();
    await this.#hooks.started(at);
  }

  async #lookAtWait(
    pod: Pod | undefined,
    waiting: Waiting | undefined,
  ): Promise<Step> {
    const { message, end, nextMs } = await this.#wait.look(pod, waiting);
    if (end) return { end: await this.#stop(end) };
    if (message !== undefined) await this.#words.waiting(message);
    else if (pod)
      await this.#words.goesOn({ hasStarted: this.#startedAt !== undefined });
    return { nextMs };
  }

  /** The wrapper keeps the time limit; this is for a script that hinders it. */
  async #lookAtTime(startedAt: Date): Promise<Step> {
    const { timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } = this.spec.definition;
    const limitMs = timeoutSeconds * 1000 + this.#workshop.patience.overtimeMs;
    const leftMs = startedAt.getTime() + limitMs - Date.now();
    if (leftMs > 0) return { nextMs: leftMs };
    return { end: await this.#stop(timedOut(timeoutSeconds)) };
  }

  /** Somebody else has told the pod to go. */
  async #lookAtTerminating(reading: PodReading): Promise<Step> {
    const isOfNode = reading.stage === "ended" && reading.cause.by === "node";
    this.#terminatingSince ??= performance.now();
    const { endMs } = this.#workshop.patience;
    const leftMs = this.#terminatingSince + endMs - performance.now();
    if (!isOfNode && leftMs > 0) return { nextMs: leftMs };
    const end = lost(
      "The node that the job ran on could not be reached any more.",
      { excused: true },
    );
    return { end: await this.#conclude(end, { isPodGone: true }) };
  }

  async #ended(
    pod: Pod,
    { cause }: Extract<PodReading, { stage: "ended" }>,
  ): Promise<AttemptEnd> {
    const end = endOf(cause, this.spec.definition);
    if (cause.by === "fetch" || cause.by === "upload")
      await this.#logSupervisor(pod, cause.by);
    // One whose script exited with 0 all the same waits for ever to go on.
    const isOver = /^(?:Failed|Succeeded)$/.test(pod.status?.phase ?? "");
    await this.#log.finish({ isPodGone: false, isMarked: isMarked(cause) });
    return isOver ? this.#conclude(end, { isPodGone: false }) : this.#stop(end);
  }

  /** What our own container said is for the operator; its user is told the outcome. */
  async #logSupervisor(pod: Pod, container: string): Promise<void> {
    const { objects, log } = this.#workshop;
    const { jobId, attempt } = this.spec;
    const said = await objects
      .logTail(pod.metadata.name, container, SUPERVISOR_LINES)
      .catch(String);
    log.warn({ jobId, attempt, container, said }, "supervisor failed");
  }

  async #stop(end: AttemptEnd): Promise<AttemptEnd> {
    await this.#job.end(this.#bell, this.#workshop.patience.endMs);
    return this.#conclude(end, { isPodGone: true });
  }

  async #succeeded(success: { staged: StagedObject[]; notes: string[] }) {
    const { staged, notes } = success;
    return this.#conclude(
      { outcome: "succeeded", staged, notes },
      { isPodGone: false },
    );
  }

  async #conclude(
    end: AttemptEnd,
    options: { isPodGone: boolean },
  ): Promise<AttemptEnd> {
    const isMarked = end.outcome === "succeeded";
    await this.#log.finish({ ...options, isMarked });
    await this.#words.note(linesOf(end));
    if (end.outcome !== "succeeded")
      await discardUploads(this.#workshop, this.spec);
    return end;
  }
}
