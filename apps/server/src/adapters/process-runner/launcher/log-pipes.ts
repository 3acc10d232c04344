import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { closeSync, constants, openSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Made by one call of a program, which takes as long for one as for all. */
const AT_ONCE = 32;

/** Both ends of a pipe. */
export interface LogPipe {
  /** Never waits. */
  readEnd: number;
  writeEnd: number;
  /** What /proc/PID/fd shows of it, as no other file. */
  name: string;
}

/**
 * Pipes for the output of scripts. Node itself makes sockets, which `echo >/dev/stderr` cannot
 * open, and an open file is what `>/dev/stdout` would cut off. So they are made by mkfifo, and
 * have lost their names when they are used: each is used once, by whoever holds it open.
 */
export class LogPipes {
  #folder: string | undefined;
  #free: string[] = [];
  #making: Promise<void> | undefined;

  async take(): Promise<LogPipe> {
    for (;;) {
      const path = this.#free.pop();
      if (this.#free.length < AT_ONCE / 4) this.#makeMore();
      if (path !== undefined) return openPipe(path);
      await this.#making;
    }
  }

  /** Removes what was not used. */
  dispose(): void {
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
  }

  #makeMore(): void {
    this.#making ??= this.#make().finally(() => (this.#making = undefined));
    // Told to whoever waits for it.
    this.#making.catch(() => undefined);
  }

  async #make(): Promise<void> {
    const folder = (this.#folder ??= await mkdtemp(
      join(tmpdir(), "oscar-pipes-"),
    ));
    const paths = Array.from({ length: AT_ONCE }, () =>
      join(folder, randomUUID()),
    );
    await promisify(execFile)("mkfifo", ["-m", "600", ...paths]);
    this.#free.push(...paths);
  }
}

function openPipe(path: string): LogPipe {
  const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const writeEnd = openSync(path, constants.O_WRONLY);
    rmSync(path);
    return { readEnd, writeEnd, name: `${path} (deleted)` };
  } catch (error) {
    closeSync(readEnd);
    throw error;
  }
}
