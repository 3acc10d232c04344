import { crc32 } from "node:zlib";
import { AppError } from "@oscar/contracts";

/** Counts bytes and sums them up while they pass. */
export class Checksum {
  readonly #expectedBytes: number | undefined;
  sizeBytes = 0;
  crc32 = 0;

  /** `expectedBytes`: refuses a body of another length with `invalid_request`. */
  constructor(expectedBytes?: number) {
    this.#expectedBytes = expectedBytes;
  }

  /** A step of a pipeline. */
  async *pass(
    source: AsyncIterable<Buffer | string>,
  ): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of source) {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
      this.add(bytes);
      yield bytes;
    }
    this.end();
  }

  /** @throws AppError `invalid_request` at once, so that a body without end fills nothing */
  add(bytes: Buffer): void {
    this.sizeBytes += bytes.length;
    if (this.sizeBytes > (this.#expectedBytes ?? Number.POSITIVE_INFINITY))
      throw this.#wrongSize("more");
    this.crc32 = crc32(bytes, this.crc32);
  }

  /** @throws AppError `invalid_request` where something is missing */
  end(): void {
    if (this.sizeBytes < (this.#expectedBytes ?? 0))
      throw this.#wrongSize("fewer");
  }

  #wrongSize(which: string): AppError {
    return new AppError(
      "invalid_request",
      `The upload has ${which} bytes than the ${this.#expectedBytes} that were announced.`,
    );
  }
}

/** The last step of a pipeline that only wants the sum. */
export async function drain(source: AsyncIterable<unknown>): Promise<void> {
  for await (const _chunk of source);
}
