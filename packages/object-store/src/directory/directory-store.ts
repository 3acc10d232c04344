import { mkdir, realpath, stat, unlink } from "node:fs/promises";
import type { Readable } from "node:stream";
import { addAbortSignal } from "node:stream";
import type {
  BucketStat,
  Hint,
  ListOptions,
  ListPage,
  ObjectStat,
  ObjectStore,
  ReadOptions,
  StagedObject,
  Stored,
  WatchedBuckets,
  WriteOptions,
} from "../object-store.ts";
import {
  bucketFolder,
  createBucketFolder,
  deleteBucketFolder,
  listBucketFolders,
} from "./buckets.ts";
import { isAbsent, isErrno, translated } from "../files/errno.ts";
import { FolderCache } from "./folder-cache.ts";
import { lookAtFile, pruneFolders, syncFolder } from "./folders.ts";
import { listPage } from "./list-page.ts";
import { ObjectBody } from "../files/object-body.ts";
import { ObjectFiles } from "./object-files.ts";
import { copyToNewFile } from "../files/open-file.ts";
import { type Location, locate } from "./paths.ts";
import { assertPlaceable, place } from "./place.ts";
import { byteRangeOf } from "./ranges.ts";
import { SettledFiles } from "./settled.ts";
import { Staging } from "./staging.ts";
import { findStranger } from "./strangers.ts";
import { UnsettledFolders } from "./unsettled.ts";
import { OwnWrites, etagOf, objectStatOf } from "./versions.ts";
import { watchFolders } from "./watch.ts";

export interface DirectoryStoreOptions {
  /** Made where it is missing: `buckets/BUCKET/KEY` are the objects. */
  root: string;
  /** How long a file that others put there must stand still; 2000. */
  settleMs?: number;
  /** Least time between two looks of the watch; 2000. */
  watchIntervalMs?: number;
}

/** Opens a store whose objects are plain files. One process at a time may, for a folder. */
export async function openDirectoryStore(
  options: DirectoryStoreOptions,
): Promise<DirectoryStore> {
  await mkdir(`${options.root}/buckets`, { recursive: true });
  await mkdir(`${options.root}/staging`, { recursive: true });
  const root = await realpath(options.root);
  const [buckets, staging] = await Promise.all([
    stat(`${root}/buckets`),
    stat(`${root}/staging`),
  ]);
  if (buckets.dev !== staging.dev)
    throw new Error(`${root}: buckets and staging must share a file system.`);
  return new DirectoryStore(
    await realpath(`${root}/buckets`),
    await Staging.open(`${root}/staging`),
    options,
  );
}

/** Objects as plain files, for people to see, copy and drop. */
export class DirectoryStore implements ObjectStore {
  readonly kind = "directory";
  readonly #bucketsPath: string;
  readonly #staging: Staging;
  readonly #settleMs: number;
  readonly #watchIntervalMs: number;
  readonly #ownWrites = new OwnWrites();
  readonly #unsettled = new UnsettledFolders();
  readonly #settled: SettledFiles;
  readonly #cache: FolderCache;
  readonly #files: ObjectFiles;
  readonly #closing = new AbortController();

  /** See `openDirectoryStore`. */
  constructor(
    bucketsPath: string,
    staging: Staging,
    options: DirectoryStoreOptions,
  ) {
    this.#bucketsPath = bucketsPath;
    this.#staging = staging;
    this.#settleMs = options.settleMs ?? 2000;
    this.#watchIntervalMs = options.watchIntervalMs ?? 2000;
    this.#settled = new SettledFiles(this.#settleMs, this.#ownWrites);
    this.#cache = new FolderCache(this.#settleMs);
    this.#files = new ObjectFiles(bucketsPath, {
      settled: this.#settled,
      unsettled: this.#unsettled,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
  }

  /** The server looks at its disk itself. */
  async problems(): Promise<[]> {
    return [];
  }

  now(): Promise<Date> {
    return this.#staging.now();
  }

  listBuckets(): Promise<BucketStat[]> {
    return listBucketFolders(this.#bucketsPath);
  }

  createBucket(bucket: string): Promise<BucketStat> {
    return createBucketFolder(this.#bucketsPath, bucket);
  }

  deleteBucket(bucket: string): Promise<void> {
    return deleteBucketFolder(this.#bucketsPath, bucket);
  }

  async findStranger(
    bucket: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<string | undefined> {
    const path = await bucketFolder(this.#bucketsPath, bucket);
    return findStranger(path, { settled: this.#settled, ...options });
  }

  async stat(bucket: string, key: string): Promise<ObjectStat | undefined> {
    const found = await this.#files.find(bucket, key);
    return found && objectStatOf(key, found.stats);
  }

  async list(bucket: string, options: ListOptions = {}): Promise<ListPage> {
    const listing = {
      bucket,
      bucketPath: await bucketFolder(this.#bucketsPath, bucket),
      cache: this.#cache,
      settled: this.#settled,
      unsettled: this.#unsettled,
    };
    return listPage(listing, options);
  }

  async read(
    bucket: string,
    key: string,
    options: ReadOptions = {},
  ): Promise<{ stat: ObjectStat; body: Readable } | undefined> {
    const { ifMatch, signal } = options;
    const opened = await this.#files.open({ bucket, key, ifMatch });
    if (!opened) return undefined;
    const { file, stats } = opened;
    try {
      // A body that begins aborted would fail before anybody listens, and end the process.
      signal?.throwIfAborted();
      const range = byteRangeOf(options.range, Number(stats.size));
      const body = new ObjectBody(file, { key, stats }, range);
      if (signal) addAbortSignal(signal, body);
      return { stat: objectStatOf(key, stats), body };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async download(
    object: { bucket: string; key: string; ifMatch?: string },
    filePath: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<ObjectStat | undefined> {
    const opened = await this.#files.open(object);
    if (!opened) return undefined;
    try {
      await copyToNewFile({ ...opened, key: object.key }, filePath, options);
    } catch (error) {
      throw translated(error);
    }
    return objectStatOf(object.key, opened.stats);
  }

  async write(
    bucket: string,
    key: string,
    body: Readable,
    options: WriteOptions = {},
  ): Promise<Stored> {
    const location = locate(this.#bucketsPath, { bucket, key });
    return this.#staging.withPart(async (path) => {
      try {
        await assertPlaceable(location, options);
        const written = await this.#staging.fill(path, body, options);
        this.#ownWrites.add(written.stats);
        await this.#place(path, location, options);
        // The stay in the staging folder has changed no more than the change time.
        if (options.ifAbsent) await unlink(path);
        const found = await lookAtFile(location);
        const isOurs = found && etagOf(found) === etagOf(written.stats);
        const stats = isOurs ? found : written.stats;
        return { ...objectStatOf(key, stats), crc32: written.crc32 };
      } catch (error) {
        throw translated(error);
      }
    });
  }

  async delete(bucket: string, key: string): Promise<boolean> {
    const found = await this.#files.find(bucket, key);
    if (!found) return false;
    try {
      await unlink(found.location.path);
    } catch (error) {
      if (isAbsent(error) || isErrno(error, "EISDIR")) return false;
      throw error;
    }
    // Not made durable: an object that comes back after a loss of power is the same version.
    await pruneFolders(found.location);
    return true;
  }

  async stageFile(
    object: { bucket: string; key: string },
    filePath: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<StagedObject> {
    const { bucket, key } = object;
    await assertPlaceable(locate(this.#bucketsPath, object));
    try {
      const staged = await this.#staging.take(filePath, options);
      const { token, crc32, stats } = staged;
      return { bucket, key, size: Number(stats.size), crc32, token };
    } catch (error) {
      throw translated(error);
    }
  }

  async publish(staged: StagedObject): Promise<ObjectStat | undefined> {
    const location = locate(this.#bucketsPath, staged);
    const { path, etag } = this.#staging.staged(staged.token);
    try {
      await this.#place(path, location);
    } catch (error) {
      // It was published before: only what is there now can tell whether it still is.
      if (!isErrno(error, "ENOENT")) throw translated(error);
      await syncFolder(location.folderPath);
    }
    const stats = await lookAtFile(location);
    if (!stats || etagOf(stats) !== etag) return undefined;
    this.#ownWrites.add(stats);
    return objectStatOf(staged.key, stats);
  }

  discard(staged: StagedObject): Promise<void> {
    return this.#staging.discard(staged.token);
  }

  sweep(kept: ReadonlySet<string>): Promise<void> {
    return this.#staging.sweep(kept);
  }

  watch(
    buckets: () => WatchedBuckets,
    onHint: (hint: Hint) => Promise<void>,
    options: { signal: AbortSignal },
  ): Promise<void> {
    return watchFolders(buckets, onHint, {
      bucketsPath: this.#bucketsPath,
      unsettled: this.#unsettled,
      intervalMs: this.#watchIntervalMs,
      settleMs: this.#settleMs,
      signal: AbortSignal.any([options.signal, this.#closing.signal]),
    });
  }

  /** Makes a file visible for good, and at once for listings. */
  async #place(
    filePath: string,
    location: Location,
    options: { ifAbsent?: boolean } = {},
  ): Promise<void> {
    try {
      await place(filePath, location, options);
    } catch (error) {
      await pruneFolders(location);
      throw error;
    }
    this.#cache.noteKey(location.bucketPath, location.key);
    await syncFolder(location.folderPath);
  }
}
