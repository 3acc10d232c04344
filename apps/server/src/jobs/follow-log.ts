import { isEnded, type Job, type JobState } from "@oscar/contracts";
import type { JobRow } from "../ledger/tables.ts";
import type { LogName } from "../ports/job-runner.ts";
import type { LogGrowth } from "./log-growth.ts";
import { LONGEST_LINE, wholeLines } from "./whole-lines.ts";

/** Where a reader of a job's logs is. */
export interface LogPlace {
  attempt: number;
  /** The offset of the first byte that has not been read. */
  from: number;
}

/** A step of following a job's logs, and the place after it. */
export type FollowedLog = { place: LogPlace } & (
  | { kind: "lines"; bytes: Buffer }
  /** What follows was written by another attempt. */
  | { kind: "attempt" }
  | { kind: "end"; outcome: LogOutcome }
);

/** How the attempt, and with it the job, has ended. */
export type LogOutcome = { state: JobState } & Pick<
  Job,
  "attempt" | "reason" | "message" | "exitCode"
>;

export interface FollowOptions {
  row(): Promise<JobRow>;
  read(log: LogName, range: { from: number; limit: number }): Promise<Buffer>;
  outcome(row: JobRow, attempt: number): Promise<LogOutcome>;
  growth: LogGrowth;
  /** None: each attempt after the other, until the job ends. */
  onlyAttempt?: number | undefined;
  /** Where to go on; the beginning of the latest attempt where none is given. */
  place?: LogPlace | undefined;
  signal: AbortSignal;
}

/** A job's end is looked for at least so often. */
const LOOK_EVERY_MS = 1000;

/** What a job's attempts write, while they write it. Ends with the job, or with the signal. */
export async function* followLog(
  options: FollowOptions,
): AsyncGenerator<FollowedLog, void, void> {
  const { onlyAttempt, growth, signal } = options;
  let place = options.place ?? { attempt: onlyAttempt ?? 0, from: 0 };
  while (!signal.aborted) {
    const row = await options.row();
    // A job that waits for its first attempt has no log yet.
    if (place.attempt === 0) place = { attempt: row.attempt, from: 0 };
    const log = { jobId: row.id, attempt: place.attempt };
    const isOver = place.attempt < row.attempt || hasWritten(row.state);
    const range = { from: place.from, limit: LONGEST_LINE };
    const read = await options.read(log, range);
    const bytes = wholeLines(read, isOver);
    if (bytes.length > 0) {
      place = { ...place, from: place.from + bytes.length };
      yield { kind: "lines", place, bytes };
    } else if (place.attempt < row.attempt && onlyAttempt === undefined) {
      place = { attempt: place.attempt + 1, from: 0 };
      yield { kind: "attempt", place };
    } else if (place.attempt < row.attempt || isEnded(row.state)) {
      const outcome = await options.outcome(row, place.attempt);
      return yield { kind: "end", place, outcome };
    } else {
      const limit = { timeoutMs: LOOK_EVERY_MS, signal };
      await growth.beyond(log, place.from + read.length, limit);
    }
  }
}

/** True for the states of a job whose script and log are done. */
export function hasWritten(state: JobState): boolean {
  return state === "publishing" || isEnded(state);
}
