const NEWLINE = 0x0a;

/** Cuts a stream of bytes into lines. */
export class LineSplitter {
  #rest: Buffer[] = [];

  /** The lines that this chunk completes, without their ends. */
  push(chunk: Buffer): Buffer[] {
    const lines: Buffer[] = [];
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, from);
      if (end < 0) break;
      lines.push(this.#completed(chunk.subarray(from, end)));
      from = end + 1;
    }
    if (from < chunk.length) this.#rest.push(chunk.subarray(from));
    return lines;
  }

  /** What came after the last end of a line. */
  get rest(): Buffer {
    return Buffer.concat(this.#rest);
  }

  #completed(part: Buffer): Buffer {
    if (this.#rest.length === 0) return part;
    const line = Buffer.concat([...this.#rest, part]);
    this.#rest = [];
    return line;
  }
}
