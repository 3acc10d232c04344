import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LogName } from "../../../ports/job-runner.ts";
import type { FileJobLogs } from "../../process-runner/file-job-logs.ts";
import {
  BoundedLog,
  KEPT_BYTES,
} from "../../process-runner/launcher/bounded-log.ts";
import { EndMark } from "./end-mark.ts";
import { BEGINNING, type LogPosition } from "./log-position.ts";

/** A position, and how long our copy of the log was then. */
interface Kept extends LogPosition {
  size: number;
  isWhole: boolean;
}

const SAVE_EVERY_MS = 1000;

/**
 * Our copy of a container's log, bounded like every log, and how far it goes. The position is
 * kept beside it now and then; a server that takes over finds out from the file's size what
 * was written since.
 */
export class LogCopy implements AsyncDisposable {
  readonly #log: BoundedLog;
  readonly #path: string;
  readonly #sizeNow: () => Promise<number>;
  readonly #mark = new EndMark();
  #position: LogPosition;
  /** Bytes that are in the file already and beyond the position. */
  #ahead: number;
  /** An earlier server had seen its end. */
  readonly #wasWhole: boolean;
  #savedAt = 0;
  #isFinished = false;

  private constructor(
    log: BoundedLog,
    file: { path: string; sizeNow: () => Promise<number> },
    kept: Kept,
    ahead: number,
  ) {
    this.#log = log;
    this.#path = file.path;
    this.#sizeNow = file.sizeNow;
    this.#position = { at: kept.at, bytes: kept.bytes };
    this.#ahead = ahead;
    this.#wasWhole = kept.isWhole;
  }

  static async open(
    logs: FileJobLogs,
    name: LogName,
    keptBytes = KEPT_BYTES,
  ): Promise<LogCopy> {
    const path = logs.pathOf(name);
    const sizeNow = () => logs.size(name);
    const size = await sizeNow();
    const kept = (await keptAt(positionAt(path))) ?? {
      ...BEGINNING,
      size,
      isWhole: false,
    };
    await removeTails(path);
    const place = { path, tailFolder: dirname(path) };
    const log = new BoundedLog(place, keptBytes, size);
    const ahead = Math.max(0, size - kept.size);
    return new LogCopy(log, { path, sizeNow }, kept, ahead);
  }

  /** Where the next reading goes on. */
  get position(): LogPosition {
    const { at, bytes } = this.#position;
    return { at, bytes: bytes - this.#mark.heldBytes };
  }

  /** True when the log is whole. */
  get isWhole(): boolean {
    return this.#wasWhole || this.#mark.isSeen;
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
    if (this.isWhole || performance.now() - this.#savedAt > SAVE_EVERY_MS)
      await this.save();
  }

  /** No more will come: what looked like the mark's beginning was none. */
  async finish(): Promise<void> {
    await this.#write(this.#mark.drop());
    await this.save();
    await this.#log.end();
    this.#isFinished = true;
    await removeTails(this.#path);
  }

  async save(): Promise<void> {
    this.#savedAt = performance.now();
    const size = await this.#sizeNow();
    // Before its first line a log has no folder.
    if (size === 0) return;
    const { position, isWhole } = this;
    const kept: Kept = { ...position, size: size - this.#ahead, isWhole };
    const path = positionAt(this.#path);
    await writeFile(`${path}.new`, JSON.stringify(kept), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isFinished) await this.#log.leave();
  }

  async #write(parts: Buffer[]): Promise<void> {
    const bytes = Buffer.concat(parts);
    const known = Math.min(this.#ahead, bytes.length);
    this.#ahead -= known;
    if (known < bytes.length) await this.#log.write(bytes.subarray(known));
  }
}

function positionAt(logPath: string): string {
  return `${logPath}.position`;
}

async function removeTails(logPath: string): Promise<void> {
  for (const name of ["log-tail-1", "log-tail-2"])
    await rm(join(dirname(logPath), name), { force: true });
}

async function keptAt(path: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
