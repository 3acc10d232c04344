import type { BigIntStats } from "node:fs";
import { opendir } from "node:fs/promises";
import { isAbsent } from "../files/errno.ts";
import { isReal, lookAt } from "./folders.ts";
import { sortNames, withNames } from "./sort-names.ts";

/** Names kept in all, unless one folder alone holds more. */
const MAX_NAMES = 300_000;
/** Own additions that are kept before a folder is rather read anew. */
const MAX_ADDED = 10_000;
/** A folder that changed this shortly before it was read may change again unseen. */
const CLOCK_DOUBT_MS = 1000;
const READ_AHEAD = 1024;

interface CachedFolder {
  names: string[];
  /** What we put there since it was read. */
  added: string[];
  /** The last of the merges of `added` into `names`, one after the other. */
  merged: Promise<void>;
  mtimeNs: bigint;
  readAtMs: number;
}

/** The sorted names of folders; a folder's name ends with a slash, as it sorts in keys. */
export class FolderCache {
  readonly #settleMs: number;
  readonly #folders = new Map<string, CachedFolder>();
  readonly #reading = new Map<string, Promise<CachedFolder>>();
  readonly #addedWhileReading = new Map<string, string[]>();
  #total = 0;

  /** Files of others are hidden for `settleMs`, so names may be that old. */
  constructor(settleMs: number) {
    this.#settleMs = settleMs;
  }

  /** Files and folders in the order of their keys; empty for what is no folder. */
  async names(path: string): Promise<readonly string[]> {
    const stats = await lookAt(path);
    if (!stats?.isDirectory() || !(await isReal(path))) {
      this.#forget(path);
      return [];
    }
    let folder = this.#folders.get(path);
    if (!folder || !this.#isFresh(folder, stats))
      folder = await this.#readOnce(path, stats);
    const current = folder;
    folder.merged = folder.merged.then(() => mergeAdded(current));
    await folder.merged;
    return folder.names;
  }

  /** Tells of an object that this store has just put into a bucket, and of its folders. */
  noteKey(bucketPath: string, key: string): void {
    let path = bucketPath;
    for (let slash = key.indexOf("/"); slash >= 0;) {
      const folder = `${bucketPath}/${key.slice(0, slash)}`;
      this.#note(path, `${folder.slice(path.length + 1)}/`);
      path = folder;
      slash = key.indexOf("/", slash + 1);
    }
    this.#note(path, `${bucketPath}/${key}`.slice(path.length + 1));
  }

  #note(path: string, name: string): void {
    this.#addedWhileReading.get(path)?.push(name);
    const folder = this.#folders.get(path);
    if (!folder) return;
    if (folder.added.push(name) > MAX_ADDED) this.#forget(path);
  }

  #isFresh(folder: CachedFolder, stats: BigIntStats): boolean {
    const age = Date.now() - folder.readAtMs;
    if (age >= 0 && age < this.#settleMs) return true;
    const wasQuietMs = folder.readAtMs - Number(folder.mtimeNs / 1_000_000n);
    return folder.mtimeNs === stats.mtimeNs && wasQuietMs > CLOCK_DOUBT_MS;
  }

  async #readOnce(path: string, stats: BigIntStats): Promise<CachedFolder> {
    const running = this.#reading.get(path);
    if (running) return running;
    const reading = this.#read(path, stats);
    this.#reading.set(path, reading);
    try {
      return await reading;
    } finally {
      this.#reading.delete(path);
    }
  }

  async #read(path: string, stats: BigIntStats): Promise<CachedFolder> {
    const added: string[] = [];
    this.#addedWhileReading.set(path, added);
    const readAtMs = Date.now();
    try {
      const names = await sortNames(await readNames(path));
      const merged = Promise.resolve();
      const folder = { names, added, merged, mtimeNs: stats.mtimeNs, readAtMs };
      // In one turn with the end of `#addedWhileReading`, so that no addition is lost.
      this.#keep(path, folder);
      return folder;
    } finally {
      this.#addedWhileReading.delete(path);
    }
  }

  /** The folders that were read first go first; the newest stays, however large. */
  #keep(path: string, folder: CachedFolder): void {
    this.#forget(path);
    this.#folders.set(path, folder);
    this.#total += folder.names.length + 1;
    for (const oldest of this.#folders.keys()) {
      if (this.#total <= MAX_NAMES || oldest === path) return;
      this.#forget(oldest);
    }
  }

  #forget(path: string): void {
    const folder = this.#folders.get(path);
    if (!folder) return;
    this.#folders.delete(path);
    this.#total -= folder.names.length + 1;
  }
}

async function mergeAdded(folder: CachedFolder): Promise<void> {
  if (folder.added.length === 0) return;
  folder.names = await withNames(folder.names, folder.added.splice(0));
}

async function readNames(path: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const entry of await opendir(path, { bufferSize: READ_AHEAD })) {
      if (entry.isFile()) names.push(entry.name);
      else if (entry.isDirectory()) names.push(`${entry.name}/`);
    }
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  return names;
}
