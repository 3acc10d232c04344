import type { BigIntStats } from "node:fs";
import { OpenForWriting } from "./open-for-writing.ts";
import type { OwnWrites } from "./versions.ts";

/** After that long without a change we no longer ask whether somebody holds a file open. */
const ASK_FOR_MS = 60 * 60 * 1000;

/**
 * Tells which files are whole. What this store wrote is; a file that somebody else put
 * there is once nothing has changed for a while and nobody has it open for writing.
 */
export class SettledFiles {
  readonly #settleMs: number;
  readonly #ownWrites: OwnWrites;
  readonly #openForWriting = new OpenForWriting();

  constructor(settleMs: number, ownWrites: OwnWrites) {
    this.#settleMs = settleMs;
    this.#ownWrites = ownWrites;
  }

  /** True for a file that is an object. */
  async has(stats: BigIntStats): Promise<boolean> {
    if (!stats.isFile()) return false;
    if (this.#ownWrites.has(stats)) return true;
    // The change time moves with every write, also where the modification time is set back
    // (`cp -p`, `unzip`); it is in the future where the clock was set back.
    const ageMs = Date.now() - Number(stats.ctimeMs);
    if (ageMs >= 0 && ageMs < this.#settleMs) return false;
    if (ageMs >= ASK_FOR_MS) return true;
    return !(await this.#openForWriting.has(stats));
  }
}
