import { randomUUID } from "node:crypto";
import type { BigIntStats } from "node:fs";
import {
  chmod,
  lstat,
  open,
  readdir,
  rename,
  rm,
  utimes,
} from "node:fs/promises";
import type { Readable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { AppError } from "@oscar/contracts";
import { Checksum } from "../checksum.ts";
import { isErrno } from "../files/errno.ts";
import { syncFolder } from "./folders.ts";
import { NewFile } from "./new-file.ts";
import { moveOrCopy, syncAndSum } from "./take-over.ts";
import { etagOf } from "./versions.ts";

const PART = /^part-[0-9a-f-]{36}$/;
const TOKEN = /^staged-[0-9a-f-]{36}-([0-9a-f]{32})$/;
/** Readable by people who look into the folder; the process's umask takes its share. */
const MODE = 0o644;
export interface StagedFile {
  token: string;
  stats: BigIntStats;
  crc32: number;
}

/** The folder of files that are not objects yet; on the file system of the buckets. */
export class Staging {
  readonly #path: string;
  readonly #mode: number;
  readonly #inUse = new Set<string>();

  private constructor(path: string, mode: number) {
    this.#path = path;
    this.#mode = mode;
  }

  /** Also learns what the umask leaves of the mode of new files. */
  static async open(path: string): Promise<Staging> {
    await using clock = await open(`${path}/clock`, "a", MODE);
    const probe = `${path}/part-${randomUUID()}`;
    try {
      await using file = await open(probe, "wx", MODE);
      const { mode } = await file.stat();
      await clock.sync();
      return new Staging(path, mode & 0o777);
    } finally {
      await rm(probe, { force: true });
    }
  }

  /**
   * The clock that arrival is told by: the change time that the file system gives a file
   * now. Kernels stamp files with a coarser clock than a process reads.
   */
  async now(): Promise<Date> {
    const clock = `${this.#path}/clock`;
    const at = new Date();
    await utimes(clock, at, at).catch(async (error: unknown) => {
      if (!isErrno(error, "ENOENT")) throw error;
      await using _file = await open(clock, "a", MODE);
    });
    const stats = await lstat(clock, { bigint: true });
    return new Date(Number(stats.ctimeMs));
  }

  /** Calls with the path of a file to be, which is removed unless it was moved away. */
  async withPart<T>(use: (path: string) => Promise<T>): Promise<T> {
    const name = `part-${randomUUID()}`;
    const path = `${this.#path}/${name}`;
    this.#inUse.add(name);
    try {
      return await use(path);
    } finally {
      await rm(path, { force: true });
      this.#inUse.delete(name);
    }
  }

  /** Writes a body into a new file, durably. */
  async fill(
    path: string,
    body: Readable,
    options: { sizeBytes?: number; signal?: AbortSignal },
  ): Promise<{ stats: BigIntStats; crc32: number }> {
    const checksum = new Checksum(options.sizeBytes);
    const file = new NewFile(await open(path, "wx", MODE), checksum);
    const { signal } = options;
    const written = finished(file);
    // Of the two only the file is waited for: a source may never end, whoever tells it to.
    pipeline(body, file, signal ? { signal } : {}).catch((error: Error) =>
      file.destroy(error),
    );
    await written;
    const stats = await lstat(path, { bigint: true });
    return { stats, crc32: checksum.crc32 };
  }

  /** Takes over a regular file, durably; by moving it where that is possible. */
  async take(
    filePath: string,
    options: { signal?: AbortSignal },
  ): Promise<StagedFile> {
    return this.withPart(async (path) => {
      await moveOrCopy(filePath, path, options);
      // Before it is opened: a script may have made it unreadable.
      await chmod(path, this.#mode);
      const { stats, crc32 } = await syncAndSum(path, options);
      const token = `staged-${randomUUID()}-${etagOf(stats)}`;
      await rename(path, this.#pathOf(token));
      await syncFolder(this.#path);
      return { token, stats, crc32 };
    });
  }

  /** The file of a token and its etag. @throws AppError `invalid_request` for other texts */
  staged(token: string): { path: string; etag: string } {
    const etag = TOKEN.exec(token)?.[1];
    if (etag === undefined)
      throw new AppError("invalid_request", "This is no staged object.");
    return { path: this.#pathOf(token), etag };
  }

  /** Removes a staged file; one that is gone, or a text that is no token, is none. */
  async discard(token: string): Promise<void> {
    if (TOKEN.test(token)) await rm(this.#pathOf(token), { force: true });
  }

  /** Removes half-written files that nobody writes, and staged ones that nobody keeps. */
  async sweep(kept: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.#path)) {
      const isLeft = PART.test(name) && !this.#inUse.has(name);
      const isUnwanted = TOKEN.test(name) && !kept.has(name);
      if (isLeft || isUnwanted) await rm(this.#pathOf(name), { force: true });
    }
  }

  #pathOf(name: string): string {
    return `${this.#path}/${name}`;
  }
}
