import type { FileHandle } from "node:fs/promises";

/** So much is written before the disk is asked to begin. */
const EVERY_BYTES = 32 * 2 ** 20;

/** They take threads that all others need too, so there is one at a time, whatever its file. */
let isAnyRunning = false;

/**
 * Begins to bring a long file to the disk while more of it comes, so that the wait at its end
 * is short. What the disk refuses meanwhile it may not refuse again: `end` throws it.
 */
export class EarlySync {
  readonly #file: Pick<FileHandle, "datasync">;
  readonly #everyBytes: number;
  #bytes = 0;
  #running: Promise<void> | undefined;
  #failure: { error: unknown } | undefined;

  constructor(
    file: Pick<FileHandle, "datasync">,
    everyBytes: number = EVERY_BYTES,
  ) {
    this.#file = file;
    this.#everyBytes = everyBytes;
  }

  /** So much more was written. */
  note(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes < this.#everyBytes || isAnyRunning) return;
    this.#bytes = 0;
    isAnyRunning = true;
    this.#running = this.#sync().finally(() => (isAnyRunning = false));
  }

  /** Resolves when none is under way: only then may the file be closed. */
  async ended(): Promise<void> {
    await this.#running;
  }

  /** @throws what the disk has said on the way */
  async end(): Promise<void> {
    await this.#running;
    if (this.#failure) throw this.#failure.error;
  }

  async #sync(): Promise<void> {
    try {
      await this.#file.datasync();
    } catch (error) {
      this.#failure ??= { error };
    }
  }
}
