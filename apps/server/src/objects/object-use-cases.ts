import {
  AppError,
  type ArchiveTicket,
  type DeleteResult,
  type ObjectPage,
  type Selection,
} from "@oscar/contracts";
import type { ObjectStat, ObjectStore, Stored } from "@oscar/object-store";
import type { Readable } from "node:stream";
import type { ArchiveLedger, ArchiveRow } from "../ledger/archives.ts";
import type { ObjectsLedger } from "../ledger/objects.ts";
import type { ListingMirror } from "../listings/listing-mirror.ts";
import type { Listings } from "../listings/listings.ts";
import type { Operations, Outcome } from "../operations/operations.ts";
import { archiveBytes } from "./archive-bytes.ts";
import { type ArchiveWish, createArchiveTicket } from "./archive-tickets.ts";
import { deleteObjects } from "./delete-objects.ts";
import { listObjects, type ListQuery } from "./list-objects.ts";

export interface ObjectParts {
  store: ObjectStore;
  cache: ObjectsLedger;
  listings: Listings;
  mirror: ListingMirror;
  archives: ArchiveLedger;
  operations: Operations;
  /** Queues the jobs of a stored object; it has resolved before the upload is acknowledged. */
  onObjectStored(bucket: string, stat: ObjectStat): Promise<void>;
  onBucketChanged(bucket: string): void;
}

interface Call {
  signal: AbortSignal;
}

/** What users do with objects. */
export class ObjectUseCases {
  readonly #parts: ObjectParts;

  constructor(parts: ObjectParts) {
    this.#parts = parts;
  }

  list(
    bucket: string,
    query: ListQuery,
    { signal, isExact }: Call & { isExact?: boolean },
  ): Promise<ObjectPage> {
    const { store, listings, mirror } = this.#parts;
    mirror.noteViewed(bucket);
    return listObjects(query, {
      store,
      listings,
      mirror,
      bucket,
      signal,
      isExact,
    });
  }

  /** Stores a body; when it resolves, the object is safe and its jobs are queued. */
  async put(
    { bucket, key }: { bucket: string; key: string },
    body: Readable,
    options: Call & { sizeBytes?: number | undefined; ifAbsent: boolean },
  ): Promise<Stored> {
    const { store, cache } = this.#parts;
    const stat = await store.write(bucket, key, body, options);
    await this.#parts.onObjectStored(bucket, stat);
    await cache.remember(bucket, [stat]);
    this.#parts.onBucketChanged(bucket);
    return stat;
  }

  /** @throws AppError `object_not_found` */
  async stat(bucket: string, key: string): Promise<ObjectStat> {
    const stat = await this.#parts.store.stat(bucket, key);
    if (!stat) throw await this.#absent(bucket, key);
    return stat;
  }

  /** Undefined where nobody has read the bytes yet. */
  crc32Of(bucket: string, version: ObjectStat): Promise<number | undefined> {
    return this.#parts.cache.crc32Of(bucket, version);
  }

  /** Bytes of exactly this version; `end` is not included. */
  async read(
    bucket: string,
    { key, etag }: ObjectStat,
    { start, end, signal }: Call & { start: number; end: number },
  ): Promise<Readable> {
    const range = { start, end: end - 1 };
    const found = await this.#parts.store.read(bucket, key, {
      range,
      ifMatch: etag,
      signal,
    });
    if (!found) throw await this.#absent(bucket, key);
    return found.body;
  }

  async delete(bucket: string, key: string): Promise<void> {
    const { store, cache } = this.#parts;
    if (!(await store.delete(bucket, key)))
      throw await this.#absent(bucket, key);
    await cache.forget(bucket, key);
    this.#parts.onBucketChanged(bucket);
  }

  deleteSelection(
    bucket: string,
    wish: { selection: Selection; expected?: number | undefined },
  ): Promise<Outcome<DeleteResult>> {
    const { operations, store } = this.#parts;
    return operations.run("delete_objects", (work) =>
      deleteObjects(
        wish,
        { store, bucket, signal: work.signal },
        { parts: this.#parts, work },
      ),
    );
  }

  createArchive(wish: ArchiveWish): Promise<Outcome<ArchiveTicket>> {
    return this.#parts.operations.run("archive", (work) =>
      createArchiveTicket(wish, this.#parts, work),
    );
  }

  /** @throws AppError `archive_not_found` */
  async archive(id: string): Promise<ArchiveRow> {
    const archive = await this.#parts.archives.find(id, Date.now());
    if (archive) return archive;
    throw new AppError(
      "archive_not_found",
      "This download has expired. Choose the objects again.",
    );
  }

  archiveBytes(
    archive: ArchiveRow,
    range: { start: number; end: number },
    { signal }: Call,
  ): AsyncIterable<Buffer> {
    return archiveBytes(archive, range, { ...this.#parts, signal });
  }

  /** Of a bucket that is not there either, the store throws so itself. */
  async #absent(bucket: string, key: string): Promise<AppError> {
    await this.#parts.store.list(bucket, { limit: 1 });
    return new AppError("object_not_found", `There is no object ${key}.`);
  }
}
