import {
  AppError,
  type Job,
  type JobPage,
  type JobState,
  type JobWithAttempts,
} from "@oscar/contracts";
import { CANCEL_MESSAGES } from "../flow/cancellation.ts";
import type { Flow } from "../flow/flow.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { JobRow } from "../ledger/tables.ts";
import type { JobLogs } from "../ports/job-runner.ts";
import { presentAttempt, presentJob } from "./present-job.ts";

/** In lists a job names its first outputs; alone it names all. */
const LISTED_OUTPUTS = 100;
const ALL_OUTPUTS = 100_000;
const LOG_BYTES = 1024 * 1024;

export interface JobsOptions {
  ledger: Ledger;
  flow: Flow;
  logs: JobLogs;
}

export interface JobQuery {
  function?: string | undefined;
  state?: JobState | undefined;
  bucket?: string | undefined;
  key?: string | undefined;
  /** BUCKET/KEY of an output. */
  output?: string | undefined;
  after?: string | undefined;
  limit: number;
}

export interface LogPart {
  bytes: Buffer;
  /** The offset of the first byte that is not in it. */
  next: number;
  /** Nothing will be added any more. */
  isEnded: boolean;
}

/** What users do with jobs. */
export class Jobs {
  readonly #options: JobsOptions;

  constructor(options: JobsOptions) {
    this.#options = options;
  }

  /** Newest first. */
  async list(query: JobQuery): Promise<JobPage> {
    const { ledger } = this.#options;
    const { bucket, key, state, limit } = query;
    const rows = await ledger.jobs.list({
      ...(query.function === undefined ? {} : { functionName: query.function }),
      ...(state === undefined ? {} : { state }),
      ...(bucket === undefined ? {} : { bucket }),
      ...(key === undefined ? {} : { key }),
      ...(query.output === undefined ? {} : { output: objectOf(query.output) }),
      ...(query.after === undefined ? {} : { beforeSeq: seqOf(query.after) }),
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const outputs = await ledger.jobs.outputs(
      page.filter((row) => row.state === "succeeded").map((row) => row.id),
      LISTED_OUTPUTS,
    );
    return {
      jobs: page.map((row) => presentJob(row, outputs.get(row.id) ?? [])),
      next: rows.length > limit ? String(page.at(-1)?.seq) : null,
    };
  }

  async get(id: string): Promise<JobWithAttempts> {
    const { ledger } = this.#options;
    const row = await this.#row(id);
    const attempts = await ledger.jobs.attempts(id);
    return {
      ...(await this.#present(row)),
      attempts: attempts.map(presentAttempt),
    };
  }

  /** A part of an attempt's log; of the latest attempt where none is named. */
  async log(
    id: string,
    part: { attempt?: number | undefined; from: number },
  ): Promise<LogPart> {
    const row = await this.#row(id);
    const attempt = part.attempt ?? row.attempt;
    const isEnded =
      attempt < row.attempt ||
      !["queued", "pending", "running"].includes(row.state);
    const bytes = await this.#options.logs.read(
      { jobId: id, attempt },
      { from: part.from, limit: LOG_BYTES },
    );
    return { bytes, next: part.from + bytes.length, isEnded };
  }

  /** @throws AppError `job_state_conflict` for a job that has not ended */
  async retry(id: string): Promise<Job> {
    const { ledger, flow } = this.#options;
    await this.#row(id);
    const queued = await ledger.transitions.requeue(id);
    if (!queued) {
      throw new AppError(
        "job_state_conflict",
        "The job has not ended yet. Cancel it first, or wait for its end.",
      );
    }
    flow.tracker.job(queued);
    flow.dispatcher.wake();
    return this.#present(queued);
  }

  /** @throws AppError `job_state_conflict` for a job that has ended or is publishing */
  async cancel(id: string): Promise<Job> {
    const { ledger, flow } = this.#options;
    await this.#row(id);
    const cancelled = await ledger.transitions.cancelQueued(id, {
      reason: "user",
      message: CANCEL_MESSAGES.user,
      now: new Date(),
    });
    if (cancelled) {
      flow.tracker.job(cancelled);
      return this.#present(cancelled);
    }
    const current = await this.#row(id);
    const isStoppable =
      current.state === "pending" || current.state === "running";
    if (!isStoppable || !flow.dispatcher.cancel(id, "user")) {
      throw new AppError(
        "job_state_conflict",
        current.state === "publishing"
          ? "The job is done and its outputs are being published: it can no longer be cancelled."
          : "The job has ended already.",
      );
    }
    return this.#present(current);
  }

  async #row(id: string): Promise<JobRow> {
    const row = await this.#options.ledger.jobs.get(id);
    if (row) return row;
    throw new AppError(
      "job_not_found",
      "There is no such job. It may have gone with its function.",
    );
  }

  async #present(row: JobRow): Promise<Job> {
    const outputs = await this.#options.ledger.jobs.outputs(
      [row.id],
      ALL_OUTPUTS,
    );
    return presentJob(row, outputs.get(row.id) ?? []);
  }
}

function objectOf(output: string): { bucket: string; key: string } {
  const slash = output.indexOf("/");
  if (slash < 1) {
    const message = "Name an output as BUCKET/KEY.";
    throw new AppError("invalid_request", message, {
      details: [{ path: "output", message }],
    });
  }
  return { bucket: output.slice(0, slash), key: output.slice(slash + 1) };
}

function seqOf(cursor: string): number {
  const seq = Number(cursor);
  if (Number.isSafeInteger(seq)) return seq;
  const message = "This is no cursor of a page of jobs.";
  throw new AppError("invalid_request", message, {
    details: [{ path: "after", message }],
  });
}
