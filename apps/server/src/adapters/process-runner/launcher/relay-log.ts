import { Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import {
  setImmediate as turn,
  setTimeout as delay,
} from "node:timers/promises";
import type { BoundedLog } from "./bounded-log.ts";

/** So much of a long log is taken in a window; its script then waits, rather than we hurry. */
const WINDOW_BYTES = 8 * 2 ** 20;
const WINDOW_MS = 100;
/** A pipe that somebody still holds open has ended when so long nothing came... */
const SILENCE_MS = 100;
/** ...or when more came than the pipe can have held: its size is 64 KiB, and 1 MiB at most. */
const MOST_LEFT_BYTES = 2 * 2 ** 20;

/** Brings what comes out of a pipe into a log. */
export class LogRelay {
  readonly #log: BoundedLog;
  readonly #cut = new AbortController();
  readonly #done: Promise<void>;
  readonly #window = { endsAt: 0, bytes: 0 };
  #bytes = 0;
  /** By performance.now(); undefined while something is written, or nothing is to be read. */
  #idleSince: number | undefined = performance.now();
  #problem: string | undefined;

  constructor(readEnd: number, log: BoundedLog) {
    this.#log = log;
    this.#done = this.#relay(readEnd);
  }

  /**
   * Resolves when all that was written is in the log, or says why it is not. One who holds
   * the pipe open although its script has ended is not waited for.
   */
  async finish(): Promise<string | undefined> {
    let isDone = false;
    const done = this.#done.then(() => (isDone = true));
    const mostBytes = this.#bytes + MOST_LEFT_BYTES;
    const from = performance.now();
    while (!isDone && !this.#isSilent(from) && this.#bytes < mostBytes) {
      await Promise.race([done, delay(SILENCE_MS)]);
      // What came meanwhile is read before anybody calls it silence.
      await turn();
    }
    this.#cut.abort();
    await done;
    return this.#problem;
  }

  #isSilent(from: number): boolean {
    if (this.#idleSince === undefined) return false;
    return performance.now() - Math.max(from, this.#idleSince) >= SILENCE_MS;
  }

  async #relay(readEnd: number): Promise<void> {
    const pipe = new Socket({ fd: readEnd, readable: true, writable: false });
    const { signal } = this.#cut;
    try {
      await pipeline(pipe, (chunks) => this.#keep(chunks), { signal });
    } catch (error) {
      if (!signal.aborted) this.#note(error);
    }
    await this.#log.end().catch((error: unknown) => this.#note(error));
  }

  async #keep(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of chunks) {
      this.#idleSince = undefined;
      this.#bytes += chunk.length;
      // What cannot be kept is read all the same: the script shall not fail for its log.
      if (this.#problem === undefined)
        await this.#log
          .write(chunk)
          .catch((error: unknown) => this.#note(error));
      if (this.#log.isLong) await this.#pause(chunk.length);
      this.#idleSince = performance.now();
    }
  }

  async #pause(bytes: number): Promise<void> {
    const now = performance.now();
    const window = this.#window;
    if (now > window.endsAt) {
      window.endsAt = now + WINDOW_MS;
      window.bytes = 0;
    }
    window.bytes += bytes;
    if (window.bytes > WINDOW_BYTES) await delay(window.endsAt - now);
  }

  #note(error: unknown): void {
    this.#problem ??= error instanceof Error ? error.message : String(error);
  }
}
