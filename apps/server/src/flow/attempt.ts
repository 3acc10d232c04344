import {
  type CancelReason,
  type FunctionDefinition,
  isAppError,
  runnableScript,
} from "@oscar/contracts";
import type { ObjectStore } from "@oscar/object-store";
import type { Logger } from "pino";
import { keyOf } from "../ledger/change-job.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { JobRow } from "../ledger/tables.ts";
import type { AfterEnd, EndFacts } from "../ledger/transitions.ts";
import type {
  AttemptEnd,
  AttemptHooks,
  AttemptSpec,
  Failure,
  JobRunner,
  RunnerRef,
} from "../ports/job-runner.ts";
import { persist } from "../wait.ts";
import { eventOf } from "./event.ts";
import { outputTargets } from "./output-keys.ts";
import type { Publisher } from "./publish.ts";
import { afterFailure } from "./retry.ts";
import type { Tracker } from "./track.ts";
import { CANCEL_MESSAGES, type Cancellation } from "./cancellation.ts";

export interface ConductorOptions {
  ledger: Ledger;
  runner: JobRunner;
  store: ObjectStore;
  publisher: Pick<Publisher, "publish">;
  tracker: Pick<Tracker, "job">;
  log: Logger;
  /** Ends the waiting for a ledger or store that fails; the next server goes on. */
  stopping: AbortSignal;
}

export interface Conducting {
  /** Aborted with a `Cancellation` as its reason. */
  signal: AbortSignal;
  /** The script has started. */
  onRunning(): void;
  /** Nothing of it runs any more; told once or more often. */
  onEnded(): void;
  /** Present where an earlier server began the attempt. */
  resume?: { ref: RunnerRef | undefined };
}

interface Ended {
  end: Exclude<AttemptEnd, { outcome: "left" }>;
  /** Aborted where the attempt was to be cancelled. */
  signal: AbortSignal;
  retries: number;
}

/** Generations stay as long as their function, so this is a ledger that was tampered with. */
const UNKNOWN_GENERATION: Failure = {
  outcome: "failed",
  reason: "start_failed",
  message: "The server does not know what this function was. Save it again.",
};

/** Leads one attempt from its begin to its end, and puts each step into the ledger. */
export class Conductor {
  readonly #options: ConductorOptions;

  constructor(options: ConductorOptions) {
    this.#options = options;
  }

  /** Resolves when the attempt has ended and the ledger knows it. */
  async conduct(job: JobRow, conducting: Conducting): Promise<void> {
    const { ledger, publisher, stopping } = this.#options;
    if (job.state === "publishing") {
      return this.#persistently(job, () =>
        publisher.publish(job, { signal: stopping }),
      );
    }
    const definition = await this.#persistently(job, () =>
      ledger.functions.definitionOf(job.function_uid, job.generation),
    );
    const end = definition
      ? await this.#run(job, definition, conducting)
      : UNKNOWN_GENERATION;
    if (end.outcome === "left") return;
    conducting.onEnded();
    const { signal } = conducting;
    const retries = definition?.retries ?? 0;
    await this.#persistently(job, () =>
      this.#settle(job, { end, signal, retries }),
    );
    await this.#release(job);
  }

  async #run(
    job: JobRow,
    definition: FunctionDefinition,
    conducting: Conducting,
  ): Promise<AttemptEnd> {
    const { runner, log } = this.#options;
    const spec = specOf(job, definition);
    const hooks = this.#hooks(job, conducting);
    const { signal, resume } = conducting;
    log.info({ ...factsOf(job), resumed: !!resume }, "attempt begins");
    try {
      return resume
        ? await runner.resume(spec, resume.ref, { hooks, signal })
        : await runner.run(spec, hooks, { signal });
    } catch (error) {
      log.error({ ...factsOf(job), err: error }, "runner failed");
      if (isAppError(error, "storage_full")) {
        return {
          outcome: "failed",
          reason: "start_failed",
          message: error.message,
        };
      }
      return {
        outcome: "failed",
        reason: "lost",
        message: "The server could not run the job. Its log tells more.",
      };
    }
  }

  #hooks(job: JobRow, conducting: Conducting): AttemptHooks {
    const { ledger, tracker, log } = this.#options;
    return {
      async begun(ref) {
        if (!(await ledger.transitions.setRef(keyOf(job), ref)))
          throw new Error("The attempt was replaced before it began");
      },
      async started(at) {
        const running = await ledger.transitions.setRunning(keyOf(job), at);
        if (!running) return;
        log.info(factsOf(job), "script started");
        conducting.onRunning();
        tracker.job(running);
      },
      async waiting(message) {
        const row = await ledger.transitions.setWaiting(keyOf(job), message);
        if (row) tracker.job(row);
      },
      ended: () => conducting.onEnded(),
    };
  }

  /** A ledger or store that fails for a while must not leave a job where it is. */
  #persistently<T>(job: JobRow, work: () => Promise<T>): Promise<T> {
    const { log, stopping } = this.#options;
    return persist(work, {
      signal: stopping,
      isTransient: () => !stopping.aborted,
      onFailure: (err) => log.error({ ...factsOf(job), err }, "attempt waits"),
    });
  }

  async #settle(job: JobRow, { end, signal, retries }: Ended): Promise<void> {
    if (end.outcome === "succeeded") return this.#succeed(job, end);
    if (end.outcome === "stale") return this.#cancelled(job, end.reason);
    // One that failed while it was being cancelled is not tried again against that wish.
    if (end.outcome === "cancelled" || signal.aborted)
      return this.#cancelled(job, (signal.reason as Cancellation).reason);
    return this.#end(job, {
      facts: { state: "failed", ...end },
      after: await this.#afterFailure(job, end, retries),
    });
  }

  #cancelled(job: JobRow, reason: CancelReason): Promise<void> {
    const message = CANCEL_MESSAGES[reason];
    return this.#end(job, {
      facts: { state: "cancelled", reason, message },
      after: { job: "ended" },
    });
  }

  async #succeed(
    job: JobRow,
    end: Extract<AttemptEnd, { outcome: "succeeded" }>,
  ): Promise<void> {
    const { ledger, store, tracker, publisher, stopping } = this.#options;
    const publishing =
      (await ledger.publishing.begin(keyOf(job), end.staged)) ??
      (await this.#alreadyPublishing(job));
    if (!publishing) {
      for (const object of end.staged) await store.discard(object);
      return;
    }
    tracker.job(publishing);
    await this.#release(job);
    await publisher.publish(publishing, { signal: stopping, notes: end.notes });
  }

  #release({ id, attempt }: JobRow): Promise<void> {
    const { runner } = this.#options;
    return runner.release?.({ jobId: id, attempt }) ?? Promise.resolve();
  }

  /** True of a try again after the ledger or the store had failed in between. */
  async #alreadyPublishing(job: JobRow): Promise<JobRow | undefined> {
    const current = await this.#options.ledger.jobs.get(job.id);
    const isOurs =
      current?.attempt === job.attempt && current.state === "publishing";
    return isOurs ? current : undefined;
  }

  async #afterFailure(
    job: JobRow,
    failure: Failure,
    retries: number,
  ): Promise<AfterEnd> {
    const living = await this.#options.ledger.functions.getByUid(
      job.function_uid,
    );
    if (!living || living.isDeleting) return { job: "ended" };
    return afterFailure(job, failure, { retries, now: new Date() });
  }

  async #end(
    job: JobRow,
    end: { facts: EndFacts; after: AfterEnd },
  ): Promise<void> {
    const { ledger, tracker, log } = this.#options;
    const { state, reason, message, exitCode } = end.facts;
    const row = await ledger.transitions.end(keyOf(job), {
      facts: { state, reason, message, exitCode },
      after: end.after,
      now: new Date(),
    });
    log.info(
      { ...factsOf(job), reason, next: end.after.job },
      `attempt ${state}`,
    );
    if (row) tracker.job(row);
  }
}

function factsOf(job: JobRow) {
  return {
    jobId: job.id,
    attempt: job.attempt,
    function: job.function_name,
    bucket: job.bucket,
    key: job.key,
  };
}

function specOf(job: JobRow, definition: FunctionDefinition): AttemptSpec {
  const { text: script, notices } = runnableScript(definition.script);
  const input = {
    bucket: job.bucket,
    key: job.key,
    etag: job.etag,
    size: job.size,
    modifiedAt: new Date(job.modified_at),
  };
  return {
    jobId: job.id,
    attempt: job.attempt,
    functionUid: job.function_uid,
    generation: job.generation,
    definition: { ...definition, script },
    notices,
    input,
    event: eventOf(input),
    eventTime: input.modifiedAt.toISOString(),
    targetsOf: (path) => outputTargets(definition, input, path),
  };
}
