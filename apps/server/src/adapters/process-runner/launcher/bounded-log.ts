import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { logLine } from "../log-line.ts";
import type { LogPlace } from "./messages.ts";

/** So much of the beginning of a log is kept, and as much of its end. */
export const KEPT_BYTES = 16 * 2 ** 20;
const COPY_BYTES = 2 ** 20;

/**
 * The log of one attempt, bounded whatever its script writes: the file grows by the first
 * bytes as they come; of what follows the last bytes are kept aside, by two files in turn, and
 * added at the end. So the file only ever grows, and who reads along needs to know nothing.
 */
export class BoundedLog {
  readonly #place: LogPlace;
  readonly #keptBytes: number;
  #file: FileHandle | undefined;
  #written = 0;
  #tail: Tail | undefined;

  /** @param written what the file holds already */
  constructor(place: LogPlace, keptBytes = KEPT_BYTES, written = 0) {
    this.#place = place;
    this.#keptBytes = keptBytes;
    this.#written = Math.min(written, keptBytes);
  }

  /** Whether the beginning is full, so that nobody sees what comes until the end. */
  get isLong(): boolean {
    return this.#tail !== undefined;
  }

  async write(chunk: Buffer): Promise<void> {
    const head = chunk.subarray(0, this.#keptBytes - this.#written);
    if (head.length > 0) {
      this.#file ??= await openLog(this.#place.path);
      await this.#file.writeFile(head);
      this.#written += head.length;
    }
    const rest = chunk.subarray(head.length);
    if (rest.length === 0) return;
    this.#tail ??= await this.#beginTail();
    await this.#tail.write(rest);
  }

  /** Adds the end to the beginning, and closes the file. */
  async end(): Promise<void> {
    try {
      await this.#tail?.addTo(this.#file);
    } finally {
      await this.#tail?.close();
      await this.#file?.close();
    }
  }

  /** Closes the file and leaves the rest to who goes on with it. */
  async leave(): Promise<void> {
    await this.#tail?.close();
    await this.#file?.close();
  }

  async #beginTail(): Promise<Tail> {
    const tail = await Tail.open(this.#place.tailFolder, this.#keptBytes);
    const size = mebibytes(this.#keptBytes);
    const line = `The log has reached ${size}. Of what follows the last ${size} are added when the script has ended.`;
    this.#file ??= await openLog(this.#place.path);
    await this.#file.writeFile(`\n${logLine(line)}`);
    return tail;
  }
}

async function openLog(path: string): Promise<FileHandle> {
  try {
    return await open(path, "a", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return open(path, "a", 0o600);
  }
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}

interface Half {
  file: FileHandle;
  bytes: number;
}

/** The last bytes of what is written: when the newer half is full, the older is overwritten. */
class Tail {
  readonly #keptBytes: number;
  #older: Half;
  #newer: Half;
  #leftOut = 0;

  private constructor(keptBytes: number, [older, newer]: [Half, Half]) {
    this.#keptBytes = keptBytes;
    this.#older = older;
    this.#newer = newer;
  }

  static async open(folder: string, keptBytes: number): Promise<Tail> {
    const half = async (name: string) => ({
      file: await open(join(folder, name), "wx+", 0o600),
      bytes: 0,
    });
    const older = await half("log-tail-1");
    return new Tail(keptBytes, [older, await half("log-tail-2")]);
  }

  async write(chunk: Buffer): Promise<void> {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#newer.bytes === this.#keptBytes) await this.#turn();
      const half = this.#newer;
      const part = rest.subarray(0, this.#keptBytes - half.bytes);
      await writeAll(half.file, part, half.bytes);
      half.bytes += part.length;
      rest = rest.subarray(part.length);
    }
  }

  async #turn(): Promise<void> {
    this.#leftOut += this.#older.bytes;
    [this.#older, this.#newer] = [this.#newer, this.#older];
    this.#newer.bytes = 0;
  }

  /** What is kept, as whole lines where something before it was left out. */
  async addTo(log: FileHandle | undefined): Promise<void> {
    if (!log) return;
    const older = this.#older;
    const surplus = older.bytes + this.#newer.bytes - this.#keptBytes;
    let from = Math.max(0, surplus);
    if (this.#leftOut + from > 0) {
      from = await lineAfter(older, from);
      const line = `${this.#leftOut + from} bytes of the log were left out here.`;
      await log.writeFile(logLine(line));
    }
    await copy(older, from, log);
    await copy(this.#newer, 0, log);
  }

  async close(): Promise<void> {
    await this.#older.file.close();
    await this.#newer.file.close();
  }
}

async function writeAll(
  file: FileHandle,
  bytes: Buffer,
  position: number,
): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const at = position + written;
    const result = await file.write(bytes, written, bytes.length - written, at);
    written += result.bytesWritten;
  }
}

/** Where the next line begins; here, where there is none nearby. */
async function lineAfter({ file, bytes }: Half, from: number): Promise<number> {
  const length = Math.min(COPY_BYTES, bytes - from);
  if (length <= 0) return from;
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, from);
  const newline = buffer.indexOf(0x0a);
  return newline < 0 ? from : from + newline + 1;
}

async function copy(half: Half, from: number, log: FileHandle): Promise<void> {
  const buffer = Buffer.alloc(Math.min(COPY_BYTES, half.bytes - from));
  for (let at = from; at < half.bytes;) {
    const length = Math.min(buffer.length, half.bytes - at);
    const { bytesRead } = await half.file.read(buffer, 0, length, at);
    if (bytesRead === 0) return;
    await log.writeFile(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
}
