import { constants } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { SupervisorConfig } from "./config.ts";
import { Ended } from "./ends.ts";
import { Passing, type Patience } from "./patience.ts";
import type { Server } from "./server.ts";
import { transfer } from "./transfer.ts";

/** Of a script's own: the scratch volume is for users of every id. */
const FOLDERS = ["in", "out", "work", "tmp"];

/** Makes the folders of the attempt and copies its input into one of them. */
export async function fetchInput(
  config: SupervisorConfig,
  parts: { server: Server; patience: Patience },
): Promise<void> {
  // The script's user is another one, and may have no right but that of all.
  process.umask(0);
  try {
    for (const folder of FOLDERS)
      await mkdir(join(config.scratchDir, folder), { recursive: true });
    await mkdir(dirname(config.inputFile), { recursive: true });
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;
    await using file = await open(config.inputFile, flags, 0o666);
    await copyInto(file, parts);
  } catch (error) {
    throw isDiskFull(error) ? nodeFull(error) : error;
  }
}

async function copyInto(
  file: FileHandle,
  { server, patience }: { server: Server; patience: Patience },
): Promise<void> {
  const copy = new Copy(file);
  while (!(await patience.outlive(() => step()))) {
    // Every byte that came counts as an answer: the wait begins anew.
  }

  /** Goes on from where the last connection broke; false where this one broke later on. */
  async function step(): Promise<boolean> {
    const before = copy.size;
    try {
      await copy.receive(await server.input());
      return true;
    } catch (error) {
      if (error instanceof Passing && copy.size > before) return false;
      throw error;
    }
  }
}

/** The part of the input that is in the file. */
class Copy {
  size = 0;
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** @throws Passing where the rest did not come */
  async receive(source: { url: string; headers: Record<string, string> }) {
    const headers = { ...source.headers };
    if (this.size > 0) headers["Range"] = `bytes=${this.size}-`;
    const answer = await transfer({ method: "GET", url: source.url, headers });
    const { statusCode = 0 } = answer;
    if (statusCode !== 200 && statusCode !== 206) {
      answer.destroy();
      // All of it was there when the connection broke.
      if (statusCode === 416 && this.size > 0) return;
      throw refusalOf(statusCode);
    }
    if (statusCode === 200) await this.#restart();
    await pipeline(answer, this.#sink()).catch((cause: unknown) => {
      if (isDiskFull(cause)) throw cause;
      throw new Passing("The input broke off.", { cause });
    });
  }

  async #restart(): Promise<void> {
    this.size = 0;
    await this.#file.truncate(0);
  }

  /** Counts what is written, and not what has come. */
  #sink(): Writable {
    return new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        this.#append(chunk).then(() => done(), done);
      },
    });
  }

  async #append(chunk: Buffer): Promise<void> {
    for (let from = 0; from < chunk.length;) {
      const length = chunk.length - from;
      const { bytesWritten } = await this.#file.write(
        chunk,
        from,
        length,
        this.size,
      );
      from += bytesWritten;
      this.size += bytesWritten;
    }
  }
}

function refusalOf(status: number): Error {
  if (status === 412)
    return new Ended({ outcome: "stale", reason: "superseded" });
  if (status === 404)
    return new Ended({ outcome: "stale", reason: "input_deleted" });
  return new Passing(`The store answered with status ${status}.`);
}

function isDiskFull(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT";
}

function nodeFull(cause: unknown): Ended {
  const message = "The disk of the job's node is full: the input does not fit.";
  return new Ended(
    { outcome: "failed", reason: "start_failed", message },
    { cause },
  );
}
