import { type FileHandle, mkdir, open, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { JobLogs, LogName } from "../../ports/job-runner.ts";
import { logLine } from "./log-line.ts";

const NEWLINE = 0x0a;

/** Logs as files, `FOLDER/JOB/ATTEMPT.log`, readable while they grow. */
export class FileJobLogs implements JobLogs {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = resolve(folder);
  }

  /** Where an attempt's log is. */
  pathOf({ jobId, attempt }: LogName): string {
    return join(this.#jobFolder(jobId), `${attempt}.log`);
  }

  async read(
    log: LogName,
    range: { from: number; limit: number },
  ): Promise<Buffer> {
    await using file = await openIfPresent(this.pathOf(log));
    if (!file) return Buffer.alloc(0);
    const { size } = await file.stat();
    const length = Math.max(0, Math.min(range.limit, size - range.from));
    const buffer = Buffer.alloc(length);
    let filled = 0;
    while (filled < length) {
      const position = range.from + filled;
      const rest = length - filled;
      const { bytesRead } = await file.read(buffer, filled, rest, position);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  async size(log: LogName): Promise<number> {
    try {
      return (await stat(this.pathOf(log))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
      throw error;
    }
  }

  async note(log: LogName, line: string): Promise<void> {
    const isMidLine = await this.#endsMidLine(log);
    await mkdir(this.#jobFolder(log.jobId), { recursive: true, mode: 0o700 });
    await using file = await open(this.pathOf(log), "a", 0o600);
    // One write, so that it stays one line beside what a script writes at the same time.
    await file.write(`${isMidLine ? "\n" : ""}${logLine(line)}`);
  }

  async delete(jobId: string): Promise<void> {
    await rm(this.#jobFolder(jobId), { recursive: true, force: true });
  }

  async #endsMidLine(log: LogName): Promise<boolean> {
    await using file = await openIfPresent(this.pathOf(log));
    if (!file) return false;
    const { size } = await file.stat();
    if (size === 0) return false;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] !== NEWLINE;
  }

  #jobFolder(jobId: string): string {
    if (!/^[A-Za-z0-9_-]+$/.test(jobId))
      throw new Error(`${jobId} is not the id of a job`);
    return join(this.#folder, jobId);
  }
}

async function openIfPresent(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
