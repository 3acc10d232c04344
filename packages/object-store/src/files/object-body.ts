import type { BigIntStats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { hasChanged } from "../refusals.ts";
import { versionOf } from "./file-version.ts";

const CHUNK_BYTES = 256 * 1024;

/**
 * The bytes of one version of a file. Where somebody changes the file in place while it is
 * read, this ends with an error rather than with a mixture. Owns the handle.
 */
export class ObjectBody extends Readable {
  readonly #key: string;
  readonly #file: FileHandle;
  readonly #version: string;
  #at: number;
  #left: number;

  /** `range` within the file: first byte, and how many. */
  constructor(
    file: FileHandle,
    object: { key: string; stats: BigIntStats },
    range: { start: number; length: number },
  ) {
    super({ highWaterMark: CHUNK_BYTES });
    this.#key = object.key;
    this.#file = file;
    this.#version = versionOf(object.stats);
    this.#at = range.start;
    this.#left = range.length;
  }

  override _read(): void {
    this.#next().then(
      (chunk) => this.push(chunk),
      (error: unknown) => this.destroy(error as Error),
    );
  }

  async #next(): Promise<Buffer | null> {
    if (this.#left === 0) return this.#end();
    const buffer = Buffer.allocUnsafe(Math.min(this.#left, CHUNK_BYTES));
    const { bytesRead } = await this.#file.read(
      buffer,
      0,
      buffer.length,
      this.#at,
    );
    if (bytesRead === 0) throw hasChanged(this.#key);
    this.#at += bytesRead;
    this.#left -= bytesRead;
    // Looked at before the last bytes are handed over, since a reader that counts them
    // does not wait for the end.
    if (this.#left === 0) await this.#end();
    return buffer.subarray(0, bytesRead);
  }

  async #end(): Promise<null> {
    const stats = await this.#file.stat({ bigint: true });
    if (versionOf(stats) !== this.#version) throw hasChanged(this.#key);
    return null;
  }

  override _destroy(
    error: Error | null,
    callback: (error?: Error | null) => void,
  ): void {
    this.#file.close().then(
      () => callback(error),
      (closeError: unknown) => callback(error ?? (closeError as Error)),
    );
  }
}
