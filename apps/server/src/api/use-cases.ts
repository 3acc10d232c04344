import type {
  Bucket,
  BucketUsage,
  Endpoints,
  FunctionDefinition,
  FunctionSummary,
  Job,
  JobPage,
  JobWithAttempts,
  OscarFunction,
  ParsedRequestOf,
  Status,
} from "@oscar/contracts";
import type { FollowedLog, LogPlace } from "../jobs/follow-log.ts";
import type { LogFile } from "../jobs/jobs.ts";

type Query<N extends keyof Endpoints> = ParsedRequestOf<Endpoints[N]>["query"];
type Body<N extends keyof Endpoints> = ParsedRequestOf<Endpoints[N]>["body"];

interface Call {
  signal: AbortSignal;
}

/** Long work: tells of the objects that are gone, and stops with the signal. */
export interface Deleting extends Call {
  onDeleted(objects: number): void;
}

/** What the API calls. All throw `AppError`, with the codes of their row in the table. */
export interface UseCases {
  functions: FunctionUseCases;
  scripts: ScriptUseCases;
  buckets: BucketUseCases;
  jobs: JobUseCases;
  server: ServerUseCases;
}

export interface FunctionUseCases {
  list(): Promise<FunctionSummary[]>;
  create(definition: FunctionDefinition): Promise<OscarFunction>;
  /** A copy of the function `from`, its secrets included, under another name. */
  clone(copy: { from: string; name: string }): Promise<OscarFunction>;
  get(name: string): Promise<OscarFunction>;
  update(name: string, update: Body<"updateFunction">): Promise<OscarFunction>;
  delete(
    name: string,
    choice: Query<"deleteFunction"> & Deleting,
  ): Promise<void>;
  backfill(
    name: string,
    choice: Body<"backfill"> & Call,
  ): Promise<{ matching: number; done: number; queued: number }>;
  /** How many jobs were queued. */
  retryFailed(name: string): Promise<number>;
}

export interface ScriptUseCases {
  /** The text at a public address, or of one of our own examples. */
  fetch(url: string, call: Call): Promise<string>;
}

export interface BucketUseCases {
  list(): Promise<Bucket[]>;
  create(name: string): Promise<Bucket>;
  delete(
    bucket: string,
    choice: Query<"deleteBucket"> & Deleting,
  ): Promise<void>;
  /** With `isExact`, what others changed a moment ago is counted, too. */
  usage(
    bucket: string,
    call: Query<"getBucketUsage"> & Call & { isExact: boolean },
  ): Promise<BucketUsage>;
  /** How many jobs were queued. */
  reconcile(bucket: string, call: Call): Promise<number>;
}

export interface JobUseCases {
  list(query: Query<"listJobs">): Promise<JobPage>;
  get(id: string): Promise<JobWithAttempts>;
  /** Bytes of the log, and the offset to go on from. */
  log(
    id: string,
    part: Query<"getJobLog">,
  ): Promise<{ bytes: Buffer; next: number; size: number }>;
  /** All of an attempt's log. */
  logFile(id: string, attempt?: number): Promise<LogFile>;
  /** What its attempts write, until it ends. */
  follow(
    id: string,
    from: { attempt?: number | undefined; place?: LogPlace | undefined },
    call: Call,
  ): AsyncGenerator<FollowedLog, void, void>;
  retry(id: string): Promise<Job>;
  cancel(id: string): Promise<Job>;
}

export interface ServerUseCases {
  status(): Promise<Status>;
  /** Throws `unavailable` while the server is not ready. */
  checkReady(): Promise<void>;
  /** In Prometheus' text format. */
  metrics(): Promise<{ contentType: string; text: string }>;
}
