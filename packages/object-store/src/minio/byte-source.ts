/** Takes chunks as they come and gives them in the sizes that are asked for. */
export class ByteSource {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Fills a buffer as far as there are bytes; resolves with their number. */
  async fill(buffer: Buffer): Promise<number> {
    let filled = 0;
    for await (const chunk of this.take(buffer.length))
      filled += chunk.copy(buffer, filled);
    return filled;
  }

  /** The next bytes as they come, this many or fewer. */
  async *take(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0;) {
      const chunk = await this.#next();
      if (!chunk) return;
      const bytes = chunk.subarray(0, left);
      this.#rest = chunk.subarray(bytes.length);
      left -= bytes.length;
      yield bytes;
    }
  }

  async #next(): Promise<Buffer | undefined> {
    if (this.#rest.length > 0) return this.#rest;
    const { value, done } = await this.#chunks.next();
    return done ? undefined : value;
  }
}
