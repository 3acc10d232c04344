import type { Readable } from "node:stream";
import type { StatusProblem } from "@oscar/contracts";

/** What a store knows of one object version. All of it comes from one look. */
export interface ObjectStat {
  key: string;
  size: number;
  /** Opaque; changes with every version. */
  etag: string;
  modifiedAt: Date;
  /**
   * When this version came into the bucket, by the store's clock. Where files are moved in
   * with an old modification time (`mv`, `cp -p`, `unzip`) it is later than `modifiedAt`.
   */
  arrivedAt: Date;
}

export interface BucketStat {
  name: string;
  createdAt: Date;
}

export interface ListOptions {
  prefix?: string;
  /** With a delimiter, keys that hold it after the prefix are folded into `prefixes`. */
  delimiter?: "/";
  /** Only what comes after this key, or after this folder where it ends with a slash. */
  after?: string;
  /** Objects and prefixes together; 1 to 1000. */
  limit?: number;
  signal?: AbortSignal;
}

/** A page in UTF-8 byte order. */
export interface ListPage {
  objects: ObjectStat[];
  /** Folders, each with its closing slash. */
  prefixes: string[];
  /** Pass as `after` for the next page; undefined at the end. */
  next: string | undefined;
}

export interface ReadOptions {
  /** First byte, and last byte inclusive. */
  range?: { start: number; end: number };
  /** Refuses with `precondition_failed` where the object's etag is another. */
  ifMatch?: string;
  signal?: AbortSignal;
}

export interface WriteOptions {
  /** Refuses a body of another length with `invalid_request`; nothing is stored. */
  sizeBytes?: number;
  /** Refuses with `precondition_failed` rather than overwrite. */
  ifAbsent?: boolean;
  signal?: AbortSignal;
}

/** What was stored, and the CRC-32 of its bytes, taken while they passed. */
export interface Stored extends ObjectStat {
  crc32: number;
}

/**
 * An object that is written and safe but not yet visible. Plain data: the ledger keeps it,
 * so that publishing can be rolled forward after a crash.
 */
export interface StagedObject {
  bucket: string;
  key: string;
  size: number;
  crc32: number;
  /** The store's own handle. */
  token: string;
}

/** An object that somebody elsewhere is uploading: plain data, for the ledger. */
export interface RemoteUpload {
  bucket: string;
  key: string;
  /** Of what is not finished too; `discard` and `sweep` take it like a staged object's. */
  token: string;
}

/**
 * Reading and staging by those who have the way to the store and no secret of it, such as the
 * pod of a job: over URLs that hold for one purpose and a while. Throws as the store does.
 */
export interface RemoteAccess {
  /**
   * How to GET a version of an object: with these headers, and a Range if one likes. Answered
   * with 404 where it was deleted and 412 where it was replaced.
   */
  read(version: {
    bucket: string;
    key: string;
    etag: string;
  }): Promise<{ url: string; headers: Record<string, string> }>;
  /** Begins to stage an object. Throws `key_conflict` early where it can. */
  begin(object: { bucket: string; key: string }): Promise<RemoteUpload>;
  /** A URL to PUT one part, numbered from 1; the answer's ETag belongs to it. */
  partUrl(upload: RemoteUpload, number: number): Promise<string>;
  /** Every part is sent, in the order of the numbers: the object is staged. */
  finish(
    upload: RemoteUpload,
    sent: { crc32: number; parts: { etag: string; size: number }[] },
  ): Promise<StagedObject>;
}

/** A hint that something may have changed: a key, or everything below a prefix. */
export interface Hint {
  bucket: string;
  key?: string;
  prefix?: string;
  /**
   * Of a prefix: only what is in that folder itself, so a listing with the delimiter shows
   * it; folders below it have hints of their own.
   */
  isShallow?: boolean;
}

/** Which buckets are watched for changes that others make. */
export interface WatchedBuckets {
  /** Objects that arrive there start jobs. */
  inputs: string[];
  /** Somebody looks at them; they may be inputs as well. */
  viewed: string[];
}

/**
 * Where objects are. Absent is an answer (`undefined`), failure is an `AppError`:
 * `bucket_not_found`, `key_unsupported`, `key_conflict`, `precondition_failed`,
 * `range_not_satisfiable`, `invalid_request`, `storage_full`, `unavailable`. What an adapter
 * does not know it rethrows untouched. An object is visible whole or not at all.
 * In a missing bucket nothing is found (`stat`, `read`, `download`, `delete`); whatever lists
 * it or would put something there throws `bucket_not_found`. A key that no store takes throws
 * `key_unsupported` everywhere.
 */
export interface ObjectStore extends AsyncDisposable {
  readonly kind: "directory" | "minio";

  /** Of a store that others can reach over the network. */
  readonly remote?: RemoteAccess;

  /** What an operator should mend, as of now; it takes a few seconds at most. */
  problems(): Promise<StatusProblem[]>;

  /** The store's clock, which `arrivedAt` is told by. */
  now(): Promise<Date>;

  listBuckets(options?: { signal?: AbortSignal }): Promise<BucketStat[]>;
  /** Throws `bucket_exists`, or `invalid_request` for what is no name of a bucket. */
  createBucket(bucket: string): Promise<BucketStat>;
  /** Throws `bucket_not_empty`. */
  deleteBucket(bucket: string): Promise<void>;
  /**
   * What would keep a bucket from being deleted though it held no object any more, such as
   * "notes, which is a symbolic link". Stores that can hold nothing but objects lack it.
   */
  findStranger?(
    bucket: string,
    options?: { signal?: AbortSignal },
  ): Promise<string | undefined>;

  stat(bucket: string, key: string): Promise<ObjectStat | undefined>;
  list(bucket: string, options?: ListOptions): Promise<ListPage>;

  /**
   * The object's bytes and what they belong to; the caller consumes or destroys `body`. It
   * ends with an error rather than with a mixture where the object changes meanwhile.
   */
  read(
    bucket: string,
    key: string,
    options?: ReadOptions,
  ): Promise<{ stat: ObjectStat; body: Readable } | undefined>;
  /** Copies an object into a file of this machine that does not exist yet. */
  download(
    object: { bucket: string; key: string; ifMatch?: string },
    filePath: string,
    options?: { signal?: AbortSignal },
  ): Promise<ObjectStat | undefined>;

  /**
   * Stores the body; on any failure, an aborted source included, nothing is left. What can
   * be refused without the body is refused before it is touched, so that a server can still
   * answer.
   */
  write(
    bucket: string,
    key: string,
    body: Readable,
    options?: WriteOptions,
  ): Promise<Stored>;
  /** False where there was no such object. */
  delete(bucket: string, key: string): Promise<boolean>;
  /**
   * Removes the empty folders below a prefix: markers that other programs put for folders
   * stay when all objects are gone. Stores whose listings show no empty folders lack it.
   */
  pruneFolders?(
    bucket: string,
    prefix: string,
    options?: { signal?: AbortSignal },
  ): Promise<void>;

  /**
   * Takes over a regular file of this machine as an object to be: it is moved where that is
   * possible, so the caller does not use it again. Throws `key_conflict` early where it can,
   * and `invalid_request` for what is no regular file.
   */
  stageFile(
    object: { bucket: string; key: string },
    filePath: string,
    options?: { signal?: AbortSignal },
  ): Promise<StagedObject>;
  /**
   * Makes a staged object visible. May be called again after a crash, also when it had
   * succeeded. Undefined where the object has since been replaced or deleted by others.
   * Never makes a bucket. Throws `object_not_found` where the store has lost what was staged.
   */
  publish(staged: StagedObject): Promise<ObjectStat | undefined>;
  /** Forgets a staged object; one that is published or unknown stays as it is. */
  discard(staged: StagedObject): Promise<void>;
  /**
   * Removes what was staged or half written and is not among these tokens. What this process
   * is just writing stays; what it has staged must be among the tokens. Where the store is
   * away it resolves all the same, and goes on when the store is back.
   */
  sweep(kept: ReadonlySet<string>): Promise<void>;

  /**
   * Tells of changes that others make, as well as it can: hints may be late, doubled or
   * lost. Ends with the signal.
   */
  watch(
    buckets: () => WatchedBuckets,
    onHint: (hint: Hint) => Promise<void>,
    options: { signal: AbortSignal },
  ): Promise<void>;
  /** An event of this store has come on its own way. Stores that send none lack it. */
  noteEvent?(): void;
}
