import type {
  Bucket,
  BucketUsage,
  FunctionDefinition,
  FunctionSummary,
  Job,
  JobPage,
  JobWithAttempts,
  OscarFunction,
  ParsedRequestOf,
  Endpoints,
  Status,
} from "@oscar/contracts";
import type { Outcome } from "../operations/operations.ts";

type Query<N extends keyof Endpoints> = ParsedRequestOf<Endpoints[N]>["query"];
type Body<N extends keyof Endpoints> = ParsedRequestOf<Endpoints[N]>["body"];

/** What may be waited for no longer than the client does. */
export interface CallContext {
  signal: AbortSignal;
}

/** What the API calls. All throw `AppError`, with the codes of their row in the table. */
export interface UseCases {
  functions: FunctionUseCases;
  buckets: BucketUseCases;
  jobs: JobUseCases;
  server: ServerUseCases;
}

export interface FunctionUseCases {
  list(): Promise<FunctionSummary[]>;
  create(definition: FunctionDefinition): Promise<OscarFunction>;
  /** A copy of the function `from`, its secrets included, under another name. */
  copy(from: string, name: string): Promise<OscarFunction>;
  get(name: string): Promise<OscarFunction>;
  update(name: string, update: Body<"updateFunction">): Promise<OscarFunction>;
  delete(name: string, query: Query<"deleteFunction">): Promise<Outcome<void>>;
  backfill(
    name: string,
    options: Body<"backfill">,
    context: CallContext,
  ): Promise<{ matching: number; done: number; queued: number }>;
  retryFailed(name: string): Promise<{ queued: number }>;
  fetchScript(url: string, context: CallContext): Promise<string>;
}

export interface BucketUseCases {
  list(): Promise<Bucket[]>;
  create(name: string): Promise<Bucket>;
  delete(bucket: string, query: Query<"deleteBucket">): Promise<Outcome<void>>;
  usage(bucket: string, context: CallContext): Promise<BucketUsage>;
  reconcile(bucket: string): Promise<{ queued: number }>;
}

export interface JobUseCases {
  list(query: Query<"listJobs">): Promise<JobPage>;
  get(id: string): Promise<JobWithAttempts>;
  /** Text of the log from a byte on, and the byte to go on from. */
  readLog(
    id: string,
    query: Query<"getJobLog">,
  ): Promise<{ text: Buffer; next: number }>;
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
