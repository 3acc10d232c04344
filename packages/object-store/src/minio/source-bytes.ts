import { type Readable, Transform, type TransformCallback } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Checksum } from "../checksum.ts";

/**
 * The bytes of a body on their way, counted and summed up. Each chunk is held back until
 * there is another or the end has come: else the server would have all that was announced,
 * and store it, before we know that more follows or that the source has failed.
 */
export class SourceBytes extends Transform {
  readonly #checksum: Checksum;
  #held: Buffer | undefined;
  /** What the body failed with, if it did. */
  failure: unknown;

  constructor(sizeBytes: number | undefined) {
    super();
    this.#checksum = new Checksum(sizeBytes);
  }

  get sizeBytes(): number {
    return this.#checksum.sizeBytes;
  }

  get crc32(): number {
    return this.#checksum.crc32;
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: TransformCallback,
  ): void {
    this.#or(done, () => {
      this.#checksum.add(chunk);
      const before = this.#held;
      this.#held = chunk;
      done(null, before);
    });
  }

  override _flush(done: TransformCallback): void {
    this.#or(done, () => {
      this.#checksum.end();
      done(null, this.#held);
    });
  }

  #or(done: TransformCallback, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.failure = error;
      done(error as Error);
    }
  }
}

/** Lets a body pass; with the signal, with a failure of either, or with its end, all ends. */
export function sourceBytes(
  body: Readable,
  { sizeBytes, signal }: { sizeBytes?: number; signal?: AbortSignal },
): SourceBytes {
  const bytes = new SourceBytes(sizeBytes);
  body.once("error", (error) => {
    // Else it is the reader that failed, and the body with it.
    if (!bytes.destroyed) bytes.failure = error;
  });
  pipeline(body, bytes, signal ? { signal } : {})
    // Whoever reads the bytes hears of it there.
    .catch(() => {});
  return bytes;
}
