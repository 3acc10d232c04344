import type { Readable } from "node:stream";
import { compareUtf8, BucketName } from "@oscar/contracts";
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
  WriteOptions,
} from "../object-store.ts";
import { assertBucketName, assertPut, bucketNotFound } from "../refusals.ts";
import { Connection, type ConnectionOptions } from "./connection.ts";
import { KeyClaims } from "./key-claims.ts";
import { listPage } from "./list-page.ts";
import {
  assertPlaceable,
  deleteObject,
  downloadObject,
  readObject,
  statObject,
} from "./objects.ts";
import { MinioRemote } from "./remote.ts";
import { Staging } from "./staging.ts";
import { UploadJournal } from "./upload-journal.ts";
import { Uploads } from "./uploads.ts";
import { writeObject } from "./write-object.ts";

export interface MinioStoreOptions extends ConnectionOptions {
  /** A file of this machine, made where it is missing: which unfinished uploads are ours. */
  journalPath: string;
  /** The same server as those reach it who get URLs of `remote`; else as we do. */
  remoteEndpoint?: string;
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
  const seenFromThere = new Connection({
    ...options,
    endpoint: remoteEndpoint,
  });
  return new MinioStore({
    connection: new Connection(options),
    seenFromThere,
    journal,
  });
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

  /** See `openMinioStore`. */
  constructor(parts: {
    connection: Connection;
    seenFromThere: Connection;
    journal: UploadJournal;
  }) {
    const { connection, seenFromThere, journal } = parts;
    this.#connection = connection;
    this.#seenFromThere = seenFromThere;
    this.#journal = journal;
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
    await this.#connection[Symbol.asyncDispose]();
    await this.#seenFromThere[Symbol.asyncDispose]();
    await this.#journal[Symbol.asyncDispose]();
  }

  now(): Promise<Date> {
    return this.#connection.now();
  }

  async listBuckets(): Promise<BucketStat[]> {
    const buckets = await this.#connection.call((client) =>
      client.listBuckets(),
    );
    return buckets
      .map(({ name, creationDate }) => ({ name, createdAt: creationDate }))
      .filter(({ name }) => BucketName.safeParse(name).success)
      .sort((a, b) => compareUtf8(a.name, b.name));
  }

  async createBucket(bucket: string): Promise<BucketStat> {
    assertBucketName(bucket);
    await this.#connection.call((client) => client.makeBucket(bucket));
    const made = (await this.listBuckets()).find(({ name }) => name === bucket);
    if (!made) throw bucketNotFound(bucket);
    return made;
  }

  async deleteBucket(bucket: string): Promise<void> {
    if (!BucketName.safeParse(bucket).success) throw bucketNotFound(bucket);
    await this.#connection.call((client) => client.removeBucket(bucket));
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
    return await writeObject(parts, name, { ...options, body });
  }

  delete(bucket: string, key: string): Promise<boolean> {
    return deleteObject(this.#connection, { bucket, key });
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
    return this.#staging.publish(staged);
  }

  discard(staged: StagedObject): Promise<void> {
    return this.#staging.discard(staged);
  }

  sweep(kept: ReadonlySet<string>): Promise<void> {
    return this.#staging.sweep(kept);
  }

  async watch(
    _buckets: () => string[],
    _onHint: (hint: Hint) => Promise<void>,
    { signal }: { signal: AbortSignal },
  ): Promise<void> {
    if (signal.aborted) return;
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  }
}
