import { type FileHandle, readFile, rename, writeFile } from "node:fs/promises";
import type { LogName } from "../../../ports/job-runner.ts";
import type { FileJobLogs } from "../../process-runner/file-job-logs.ts";
import { EndMark } from "./end-mark.ts";
import { BEGINNING, type LogPosition } from "./log-position.ts";

/** A position, and how long our copy of the log was then. */
interface Kept extends LogPosition {
  size: number;
}

const SAVE_EVERY_MS = 1000;

/**
 * Our copy of a container's log, and how far it goes. The position is kept beside it now and
 * then; a server that takes over finds out from the file's size what was written since.
 */
export class LogCopy implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #path: string;
  #position: LogPosition;
  /** Bytes that are in the file already and beyond the position. */
  #ahead: number;
  #savedAt = 0;
  readonly #mark = new EndMark();

  private constructor(
    file: FileHandle,
    path: string,
    kept: Kept,
    size: number,
  ) {
    this.#file = file;
    this.#path = path;
    this.#position = { at: kept.at, bytes: kept.bytes };
    this.#ahead = Math.max(0, size - kept.size);
  }

  static async open(logs: FileJobLogs, name: LogName): Promise<LogCopy> {
    const file = await logs.open(name);
    const path = `${logs.pathOf(name)}.position`;
    const { size } = await file.stat();
    const kept = (await keptAt(path)) ?? { ...BEGINNING, size };
    const copy = new LogCopy(file, path, kept, size);
    await copy.save();
    return copy;
  }

  /** Where the next reading goes on. */
  get position(): LogPosition {
    const { at, bytes } = this.#position;
    return { at, bytes: bytes - this.#mark.heldBytes };
  }

  /** True when the log is whole. */
  get isWhole(): boolean {
    return this.#mark.isSeen;
  }

  /** A new reading begins: what may have been the mark comes again. */
  beginReading(): LogPosition {
    const { position } = this;
    this.#position = position;
    this.#mark.drop();
    return position;
  }

  /** Appends what a reading has brought, which leads to a position. */
  async append(parts: Buffer[], position: LogPosition): Promise<void> {
    await this.#write(this.#mark.pass(parts));
    this.#position = position;
    if (performance.now() - this.#savedAt > SAVE_EVERY_MS) await this.save();
  }

  /** No more will come: what looked like the mark's beginning was none. */
  async finish(): Promise<void> {
    await this.#write(this.#mark.drop());
    await this.save();
  }

  async save(): Promise<void> {
    this.#savedAt = performance.now();
    const { size } = await this.#file.stat();
    const kept: Kept = { ...this.position, size: size - this.#ahead };
    await writeFile(`${this.#path}.new`, JSON.stringify(kept), { mode: 0o600 });
    await rename(`${this.#path}.new`, this.#path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }

  async #write(parts: Buffer[]): Promise<void> {
    for (let rest = this.#beyond(parts); rest.length > 0;) {
      const { bytesWritten } = await this.#file.writev(rest);
      rest = withoutFirst(rest, bytesWritten);
    }
  }

  #beyond(parts: Buffer[]): Buffer[] {
    if (this.#ahead === 0) return parts;
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const known = Math.min(this.#ahead, length);
    this.#ahead -= known;
    return withoutFirst(parts, known);
  }
}

function withoutFirst(parts: Buffer[], bytes: number): Buffer[] {
  let rest = bytes;
  let index = 0;
  for (; index < parts.length; index++) {
    const { length } = parts[index] ?? Buffer.alloc(0);
    if (length > rest) break;
    rest -= length;
  }
  const [first, ...others] = parts.slice(index);
  return first ? [first.subarray(rest), ...others] : [];
}

async function keptAt(path: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
