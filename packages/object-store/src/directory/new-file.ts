import type { FileHandle } from "node:fs/promises";
import { Writable } from "node:stream";
import type { Checksum } from "../checksum.ts";
import { EarlySync } from "./early-sync.ts";

/**
 * So much of a body waits while a part of it is written, and is then written at once: fewer
 * calls, and the network goes on meanwhile. More would be held by every upload at once.
 */
const WAITING_BYTES = 768 * 1024;

/**
 * A new file as the last step of a pipeline: when the pipeline ends, all is on the disk, and
 * summed up. It closes the file. A step of its own for the sum would be slower: a generator
 * that reads a request gets all that waits as one buffer, which is a copy.
 */
export class NewFile extends Writable {
  readonly #file: FileHandle;
  readonly #checksum: Checksum;
  readonly #earlySync: EarlySync;

  constructor(file: FileHandle, checksum: Checksum) {
    super({ highWaterMark: WAITING_BYTES });
    this.#file = file;
    this.#checksum = checksum;
    this.#earlySync = new EarlySync(file);
  }

  override _write(bytes: Buffer, _: BufferEncoding, done: Done): void {
    this.#add([bytes]).then(() => done(), done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: Done): void {
    this.#add(chunks.map(({ chunk }) => chunk)).then(() => done(), done);
  }

  override _final(done: Done): void {
    this.#finish().then(() => done(), done);
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#close().then(() => done(error), done);
  }

  async #add(buffers: Buffer[]): Promise<void> {
    for (const bytes of buffers) this.#checksum.add(bytes);
    await writeAll(this.#file, buffers);
    for (const { length } of buffers) this.#earlySync.note(length);
  }

  async #finish(): Promise<void> {
    this.#checksum.end();
    await this.#earlySync.end();
    await this.#file.sync();
  }

  async #close(): Promise<void> {
    // A file in use cannot be closed.
    await this.#earlySync.ended();
    await this.#file.close();
  }
}

type Done = (error?: Error | null) => void;

/** Writes at the file's end, also where the system takes a part of it at a time. */
async function writeAll(file: FileHandle, buffers: Buffer[]): Promise<void> {
  let left = buffers;
  while (left.length > 0) {
    const { bytesWritten } = await file.writev(left);
    left = after(left, bytesWritten);
  }
}

/** What is left of buffers after so many bytes. */
function after(buffers: Buffer[], bytes: number): Buffer[] {
  let skipped = bytes;
  for (const [index, buffer] of buffers.entries()) {
    if (skipped < buffer.length)
      return [buffer.subarray(skipped), ...buffers.slice(index + 1)];
    skipped -= buffer.length;
  }
  return [];
}
