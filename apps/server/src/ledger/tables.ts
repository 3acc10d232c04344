import type { JobReason, JobState } from "@oscar/contracts";
import type { Generated, Selectable } from "kysely";

/** Times are milliseconds since 1970 unless said otherwise. Lists and records are JSON. */
export interface Tables {
  meta: { key: string; value: string };
  functions: FunctionsTable;
  generations: GenerationsTable;
  watches: WatchesTable;
  jobs: JobsTable;
  job_counts: { function_uid: string; state: JobState; jobs: number };
  attempts: AttemptsTable;
  staged: StagedTable;
  pod_uploads: PodUploadsTable;
  outputs: OutputsTable;
  objects: ObjectsTable;
  sessions: SessionsTable;
  archives: ArchivesTable;
  archive_entries: ArchiveEntriesTable;
}

export interface FunctionsTable {
  uid: string;
  name: string;
  generation: number;
  created_at: number;
  updated_at: number;
  /** How many of its jobs may run at once; null is as many as the global limit allows. */
  concurrency: number | null;
  /** 1 once its deletion has begun: it watches nothing and starts nothing. */
  is_deleting: number;
}

export interface GenerationsTable {
  function_uid: string;
  generation: number;
  /** The definition as the user gave it, script and secrets included. */
  definition: string;
  created_at: number;
}

/** One row for each (function, bucket, prefix, suffix) that starts jobs. */
export interface WatchesTable {
  function_uid: string;
  bucket: string;
  prefix: string;
  suffix: string;
  /** By the store's clock, whole seconds; what arrived earlier is left alone. */
  watched_since: number;
}

export interface JobsTable {
  seq: Generated<number>;
  id: string;
  function_uid: string;
  function_name: string;
  generation: number;
  bucket: string;
  key: string;
  etag: string;
  size: number;
  /** Cut to whole seconds: part of the job's identity. */
  modified_at: number;
  state: JobState;
  /** The latest attempt's number; 0 before the first. */
  attempt: number;
  /** Attempts that failed, since the user last asked for one. */
  failures: number;
  /** Attempts that were lost through no fault of ours, since the user last asked for one. */
  losses: number;
  /** A queued job does not start before this. */
  not_before: number;
  reason: JobReason | null;
  message: string | null;
  exit_code: number | null;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
}
export type JobRow = Selectable<JobsTable>;

export interface AttemptsTable {
  job_id: string;
  number: number;
  generation: number;
  state: JobState;
  reason: JobReason | null;
  message: string | null;
  exit_code: number | null;
  /** How the runner finds it again; null before it has begun. */
  ref: string | null;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
}

/** The outputs of a job that is `publishing`. */
export interface StagedTable {
  job_id: string;
  position: number;
  bucket: string;
  key: string;
  size: number;
  crc32: number;
  token: string;
}

/** What the pod of an attempt has begun to upload. */
export interface PodUploadsTable {
  seq: Generated<number>;
  id: string;
  job_id: string;
  attempt: number;
  pod: string;
  bucket: string;
  key: string;
  /** The store's own handle. */
  token: string;
  /** Null until it is finished. */
  size: Generated<number | null>;
  crc32: Generated<number | null>;
}
export type PodUploadRow = Selectable<PodUploadsTable>;

export interface OutputsTable {
  job_id: string;
  bucket: string;
  key: string;
  size: number;
}

/** A cache, filled by listings and our own writes: who made an object, and its CRC-32. */
export interface ObjectsTable {
  bucket: string;
  key: string;
  size: number;
  etag: string;
  modified_at: number;
  crc32: number | null;
  job_id: string | null;
}

export interface SessionsTable {
  /** SHA-256 of the id in the cookie, as hexadecimal digits. */
  id_hash: string;
  user_name: string;
  created_at: number;
  seen_at: number;
}

export interface ArchivesTable {
  id: string;
  bucket: string;
  name: string;
  /** Strong, quoted. */
  etag: string;
  size_bytes: number;
  entries: number;
  created_at: number;
  expires_at: number;
}

export interface ArchiveEntriesTable {
  archive_id: string;
  position: number;
  key: string;
  /** The name inside the zip. */
  name: string;
  size: number;
  etag: string;
  modified_at: number;
  /** Null until the file is sent for the first time. */
  crc32: number | null;
}
