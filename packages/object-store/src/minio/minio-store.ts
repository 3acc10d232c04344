import type { Readable } from "node:stream";
import type { StatusProblem } from "@oscar/contracts";
import type {
  BucketStat,
  Hint,
  ListOptions,
  ListPage,
  ObjectStat,
  ObjectStore,
  ReadOptions,
  RemoteAccess,
  StagedObject,
  Stored,
  WatchedBuckets,
  WriteOptions,
} from "../object-store.ts";
import { assertPut } from "../refusals.ts";
import { createBucket, deleteBucket, listBuckets } from "./buckets.ts";
import { Connection, type ConnectionOptions } from "./connection.ts";
import type { EventOptions } from "./event-problems.ts";
import { EventRules } from "./event-rules.ts";
import { Health } from "./health.ts";
import { KeyClaims } from "./key-claims.ts";
import { listPage } from "./list-page.ts";
import {
  assertPlaceable,
  deleteObject,
  downloadObject,
  readObject,
  statObject,
} from "./objects.ts";
import { pruneFolders } from "./prune-folders.ts";
import { MinioRemote } from "./remote.ts";
import { Staging } from "./staging.ts";
import { UploadJournal } from "./upload-journal.ts";
import { Uploads } from "./uploads.ts";
import { writeObject } from "./write-object.ts";

export interface MinioStoreOptions extends ConnectionOptions {
  events: EventOptions;
  /** A file of this machine, made where it is missing: which unfinished uploads are ours. */
  journalPath: string;
  /** The same server as those reach it who get URLs of `remote`; else as we do. */
  remoteEndpoint?: string | undefined;
}

/**
 * Opens a store whose objects are on a MinIO server. Asks nothing of the server, which may
 * be away for now. Only one process at a time may do so with a journal.
 */
export async function openMinioStore(
  options: MinioStoreOptions,
): Promise<MinioStore> {
  const journal = await UploadJournal.open(options.journalPath);
  const { endpoint, remoteEndpoint = endpoint } = options;
  const connection = new Connection(options);
  const seenFromThere = new Connection({
    ...options,
    endpoint: remoteEndpoint,
  });
  const rules = new EventRules(connection, options.events);
  return new MinioStore({ connection, seenFromThere, journal, rules });
}

interface MinioStoreParts {
  connection: Connection;
  seenFromThere: Connection;
  journal: UploadJournal;
  rules: EventRules;
}

/** Objects on a MinIO server. */
export class MinioStore implements ObjectStore {
  readonly kind = "minio";
  readonly remote: RemoteAccess;
  readonly #connection: Connection;
  readonly #seenFromThere: Connection;
  readonly #journal: UploadJournal;
  readonly #claims = new KeyClaims();
  readonly #uploads: Uploads;
  readonly #staging: Staging;
  readonly #health: Health;
  readonly #rules: EventRules;

  /** See `openMinioStore`. */
  constructor(parts: MinioStoreParts) {
    const { connection, seenFromThere, journal, rules } = parts;
    this.#connection = connection;
    this.#seenFromThere = seenFromThere;
    this.#rules = rules;
    this.#journal = journal;
    this.#health = new Health(connection);
    this.#uploads = new Uploads(connection, journal);
    this.remote = new MinioRemote({
      connection,
      seenFromThere,
      uploads: this.#uploads,
    });
    this.#staging = new Staging({
      connection,
      uploads: this.#uploads,
      claims: this.#claims,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#staging[Symbol.asyncDispose]();
    await this.#connection[Symbol.asyncDispose]();
    await this.#seenFromThere[Symbol.asyncDispose]();
    await this.#journal[Symbol.asyncDispose]();
  }

  async problems(): Promise<StatusProblem[]> {
    const problems = await this.#health.problems();
    // Where nothing can be asked of the server, one reason is enough.
    return problems.length > 0 ? problems : this.#rules.problems();
  }

  now(): Promise<Date> {
    return this.#connection.now();
  }

  listBuckets(): Promise<BucketStat[]> {
    return listBuckets(this.#connection);
  }

  createBucket(bucket: string): Promise<BucketStat> {
    return createBucket(this.#connection, bucket);
  }

  deleteBucket(bucket: string): Promise<void> {
    return deleteBucket(this.#connection, bucket);
  }

  stat(bucket: string, key: string): Promise<ObjectStat | undefined> {
    return statObject(this.#connection, { bucket, key });
  }

  list(bucket: string, options: ListOptions = {}): Promise<ListPage> {
    return listPage(this.#connection, bucket, options);
  }

  read(
    bucket: string,
    key: string,
    options: ReadOptions = {},
  ): Promise<{ stat: ObjectStat; body: Readable } | undefined> {
    return readObject(this.#connection, { bucket, key }, options);
  }

  download(
    object: { bucket: string; key: string; ifMatch?: string },
    filePath: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<ObjectStat | undefined> {
    return downloadObject(this.#connection, object, { ...options, filePath });
  }

  async write(
    bucket: string,
    key: string,
    body: Readable,
    options: WriteOptions = {},
  ): Promise<Stored> {
    const name = { bucket, key };
    assertPut(name);
    using _claim = this.#claims.claim(bucket, key);
    await assertPlaceable(this.#connection, name, options);
    const parts = { connection: this.#connection, uploads: this.#uploads };
    const stored = await writeObject(parts, name, { ...options, body });
    this.#rules.noteWrite(bucket);
    return stored;
  }

  delete(bucket: string, key: string): Promise<boolean> {
    return deleteObject(this.#connection, { bucket, key });
  }

  pruneFolders(
    bucket: string,
    prefix: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<void> {
    return pruneFolders(this.#connection, bucket, { ...options, prefix });
  }

  async stageFile(
    object: { bucket: string; key: string },
    filePath: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<StagedObject> {
    assertPut(object);
    const { bucket, key } = object;
    return this.#staging.stageFile({ bucket, key }, filePath, options);
  }

  async publish(staged: StagedObject): Promise<ObjectStat | undefined> {
    assertPut(staged);
    const published = await this.#staging.publish(staged);
    if (published) this.#rules.noteWrite(staged.bucket);
    return published;
  }

  discard(staged: StagedObject): Promise<void> {
    return this.#staging.discard(staged);
  }

  sweep(kept: ReadonlySet<string>): Promise<void> {
    return this.#staging.sweep(kept);
  }

  /** Events themselves come by the webhook; this sees to it that they are sent. */
  watch(
    buckets: () => WatchedBuckets,
    onHint: (hint: Hint) => Promise<void>,
    options: { signal: AbortSignal },
  ): Promise<void> {
    return this.#rules.keep(buckets, onHint, options);
  }

  noteEvent(): void {
    this.#rules.noteEvent();
  }
}
