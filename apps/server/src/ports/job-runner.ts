import type { FailureReason, FunctionDefinition } from "@oscar/contracts";
import type { StagedObject } from "@oscar/object-store";
import type { RemoteAttempts } from "./remote-attempts.ts";

/** An object version, as one look at the store told it. */
export interface ObjectVersion {
  bucket: string;
  key: string;
  etag: string;
  size: number;
  modifiedAt: Date;
}

/** One attempt to run a function's script on an object version. */
export interface AttemptSpec {
  jobId: string;
  /** Counts from 1. */
  attempt: number;
  functionUid: string;
  generation: number;
  /** The generation that this attempt runs, secrets included; its script is runnable as it is. */
  definition: FunctionDefinition;
  /** What had to be changed in the script, in words for the beginning of the log. */
  notices: string[];
  input: ObjectVersion;
  /** The S3 event that the script sees, as JSON with one record; and its time, RFC 3339. */
  event: string;
  eventTime: string;
  /** Where a file of the output folder goes; none means that the function keeps it nowhere. */
  targetsOf(path: string): { bucket: string; key: string }[];
}

/**
 * How a runner finds an attempt again after the server was restarted: plain data that the
 * ledger keeps, for example a process id with its start time and boot id.
 */
export type RunnerRef = Record<string, string | number>;

export interface AttemptHooks {
  /**
   * Commits the reference. The script does not start before this has resolved, so that
   * whatever runs can be found.
   */
  begun(ref: RunnerRef): Promise<void>;
  /** The script has started. */
  started(at: Date): Promise<void>;
  /**
   * In words, why the attempt is still pending, "waiting: 0/1 nodes, insufficient cpu", or why
   * its outputs do not come; null where it waits no more.
   */
  waiting?(message: string | null): Promise<void>;
  /** Nothing of the script runs any more: another may start while outputs are staged. */
  ended?(): void;
}

export interface Failure {
  outcome: "failed";
  reason: FailureReason;
  /** In words that a user understands, with the exit code, signal or image. */
  message: string;
  exitCode?: number;
  /** Of `lost` only: the runner vanished because of us or of a node, so it is not counted. */
  excused?: boolean;
}

/** How an attempt ended. Its processes are gone, whatever it says, unless it was left. */
export type AttemptEnd =
  | { outcome: "succeeded"; staged: StagedObject[]; notes: string[] }
  | Failure
  /** The input was overwritten (`superseded`) or deleted before the script started. */
  | { outcome: "stale"; reason: "superseded" | "input_deleted" }
  /** The signal was aborted. */
  | { outcome: "cancelled" }
  /** It goes on without this server, and is for the next one to resume. */
  | { outcome: "left" };

/** A function as it was saved last. */
export interface SavedFunction {
  functionUid: string;
  generation: number;
  definition: FunctionDefinition;
}

/** What an operator should know. */
export interface RunnerProblem {
  code: string;
  message: string;
  help: string;
}

/** Where scripts run. */
export interface JobRunner extends AsyncDisposable {
  readonly kind: "process" | "kubernetes";
  /** What attempts ask of this server; present where they run elsewhere. */
  readonly remote?: RemoteAttempts;

  /**
   * Runs one attempt to its end. Resolves for every end that an attempt can have, when
   * nothing of it runs any more; aborting the signal stops it. Outputs are staged, never
   * published. Rejects only where the runner itself is at fault.
   */
  run(
    attempt: AttemptSpec,
    hooks: AttemptHooks,
    options: { signal: AbortSignal },
  ): Promise<AttemptEnd>;

  /**
   * Goes on with, or puts an end to, an attempt of an earlier server. Resolves as `run` does.
   * Without a reference the attempt had not begun.
   */
  resume(
    attempt: AttemptSpec,
    ref: RunnerRef | undefined,
    options: { hooks: AttemptHooks; signal: AbortSignal },
  ): Promise<AttemptEnd>;

  /** The ledger knows the end of an attempt, so whatever was kept of it may go. */
  release?(attempt: { jobId: string; attempt: number }): Promise<void>;

  /** Removes what is left of attempts and functions that the ledger does not know as alive. */
  sweep(
    isAlive: (jobId: string, attempt: number) => boolean,
    isKnown: (functionUid: string) => boolean,
  ): Promise<void>;

  /** Told of every function at the start, and whenever one was saved. Never fails. */
  functionSaved?(saved: SavedFunction): Promise<void>;
  /** Never fails. */
  functionDeleted?(functionUid: string): Promise<void>;

  /** In words, what keeps a function's attempts from starting. */
  problemsOf?(functionUid: string): string[];
  problems?(): RunnerProblem[];
}

/** Names the log of one attempt. */
export interface LogName {
  jobId: string;
  attempt: number;
}

/** The logs of attempts, kept as long as their jobs. */
export interface JobLogs {
  /** Bytes of a log from an offset on, at most `limit`; empty where there is none (yet). */
  read(log: LogName, range: { from: number; limit: number }): Promise<Buffer>;
  /** How many bytes a log has; 0 where there is none (yet). Cheap: it is asked four times a second. */
  size(log: LogName): Promise<number>;
  /** A line of ours at the end of a log. */
  note(log: LogName, line: string): Promise<void>;
  delete(jobId: string): Promise<void>;
}
