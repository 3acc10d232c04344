import {
  AppError,
  type Job,
  type JobPage,
  type JobStateFilter,
  type JobWithAttempts,
  keyMatcher,
  statesOf,
} from "@oscar/contracts";
import { CANCEL_MESSAGES } from "../flow/cancellation.ts";
import type { Flow } from "../flow/flow.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { JobRow } from "../ledger/tables.ts";
import type { JobLogs, LogName } from "../ports/job-runner.ts";
import {
  type FollowedLog,
  followLog,
  hasWritten,
  type LogOutcome,
  type LogPlace,
} from "./follow-log.ts";
import type { LogGrowth } from "./log-growth.ts";
import { presentAttempt, presentJob } from "./present-job.ts";

/** In lists a job names its first outputs; alone it names all. */
const LISTED_OUTPUTS = 100;
const ALL_OUTPUTS = 100_000;
const LOG_BYTES = 1024 * 1024;

export interface JobsOptions {
  ledger: Ledger;
  flow: Flow;
  logs: JobLogs;
  growth: LogGrowth;
}

export interface JobQuery {
  function?: string | undefined;
  state?: JobStateFilter | undefined;
  search?: string | undefined;
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
  /** How many bytes the log has by now. */
  size: number;
  /** Nothing will be added any more. */
  isEnded: boolean;
}

export interface LogFile {
  name: string;
  size: number;
  bytes: AsyncIterable<Buffer>;
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
    const { bucket, key, state, search, limit } = query;
    const rows = await ledger.jobs.list({
      ...(query.function === undefined ? {} : { functionName: query.function }),
      ...(state === undefined ? {} : { states: statesOf(state) }),
      ...(search ? { isKeyWanted: keyMatcher(search) } : {}),
      ...(bucket === undefined ? {} : { bucket }),
      ...(key === undefined ? {} : { key }),
      ...(query.output === undefined ? {} : { output: objectOf(query.output) }),
      ...(query.after === undefined ? {} : { beforeSeq: Number(query.after) }),
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
    const { logs, growth } = this.#options;
    const attempt = part.attempt ?? row.attempt;
    const isEnded = attempt < row.attempt || hasWritten(row.state);
    const log = { jobId: id, attempt };
    const bytes = await logs.read(log, { from: part.from, limit: LOG_BYTES });
    const next = part.from + bytes.length;
    if (!isEnded && bytes.length < LOG_BYTES) growth.watch(log, next);
    return { bytes, next, size: await logs.size(log), isEnded };
  }

  /** An attempt's log as a file, as long as it is now. */
  async logFile(id: string, attempt?: number): Promise<LogFile> {
    const row = await this.#row(id);
    const { logs } = this.#options;
    const log = { jobId: id, attempt: attempt ?? row.attempt };
    const size = await logs.size(log);
    return {
      name: `${row.function_name}-${id}-${log.attempt}.log`,
      size,
      bytes: bytesOf(logs, log, size),
    };
  }

  /** What a job's attempts write, while they write it, until the job ends or the signal says so. */
  follow(
    id: string,
    from: { attempt?: number | undefined; place?: LogPlace | undefined },
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<FollowedLog, void, void> {
    return followLog({
      row: () => this.#row(id),
      read: (log, range) => this.#options.logs.read(log, range),
      outcome: (row, attempt) => this.#outcome(row, attempt),
      growth: this.#options.growth,
      onlyAttempt: from.attempt,
      place: from.place,
      signal,
    });
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

  async #outcome(row: JobRow, number: number): Promise<LogOutcome> {
    const attempt = await this.#options.ledger.jobs.attempt(row.id, number);
    const ended = attempt ? presentAttempt(attempt) : presentJob(row, []);
    const { state, reason, message, exitCode } = ended;
    return { state, attempt: number, reason, message, exitCode };
  }

  async #present(row: JobRow): Promise<Job> {
    const outputs = await this.#options.ledger.jobs.outputs(
      [row.id],
      ALL_OUTPUTS,
    );
    return presentJob(row, outputs.get(row.id) ?? []);
  }
}

/** @throws Error where the log has become shorter: less than was promised must not look whole */
async function* bytesOf(
  logs: JobLogs,
  log: LogName,
  size: number,
): AsyncGenerator<Buffer> {
  for (let from = 0; from < size;) {
    const limit = Math.min(LOG_BYTES, size - from);
    const bytes = await logs.read(log, { from, limit });
    if (bytes.length === 0) throw new Error("The log has become shorter");
    yield bytes;
    from += bytes.length;
  }
}

function objectOf(output: string): { bucket: string; key: string } {
  const slash = output.indexOf("/");
  return { bucket: output.slice(0, slash), key: output.slice(slash + 1) };
}
