import { cleanLine } from "./clean-line.ts";

/** Lines kept in memory; what is older is in the download. */
const MAX_LINES = 200_000;
/** A line that is longer, and still has no end, is broken here. */
const LONGEST_LINE = 256 * 1024;

/** What is shown of a log. */
export interface LogText {
  lines: string[];
  /** The first line's number; undefined where the log's beginning was not read. */
  firstNumber: number | undefined;
  /** Earlier lines that are not here. */
  dropped: number;
  /** Bytes of the beginning that were not read. */
  skippedBytes: number;
}

export const NO_TEXT: LogText = {
  lines: [],
  firstNumber: 1,
  dropped: 0,
  skippedBytes: 0,
};

/** Makes lines of a log's bytes as they come. */
export class LogLinesBuffer {
  readonly #maxLines: number;
  // One decoder for all parts: a part may end within a character.
  readonly #decoder = new TextDecoder();
  #lines: string[] = [];
  #rest = "";
  #dropped = 0;
  #skippedBytes = 0;
  #isWithinLine = false;

  constructor(maxLines = MAX_LINES) {
    this.#maxLines = maxLines;
  }

  take(bytes: ArrayBuffer): void {
    const text = this.#rest + this.#decoder.decode(bytes, { stream: true });
    const parts = text.split("\n");
    this.#rest = withoutOverwritten(parts.pop() ?? "");
    if (this.#isWithinLine && parts.length > 0) {
      parts.shift(); // what comes before it was not read
      this.#isWithinLine = false;
    }
    if (this.#rest.length > LONGEST_LINE) {
      parts.push(this.#rest);
      this.#rest = "";
    }
    if (parts.length === 0) return;
    this.#lines = this.#lines.concat(parts.map(cleanLine));
    const excess = this.#lines.length - this.#maxLines;
    if (excess <= 0) return;
    this.#lines = this.#lines.slice(excess);
    this.#dropped += excess;
  }

  /** What follows begins so many bytes further on. */
  skip(bytes: number): void {
    this.#decoder.decode();
    this.#lines = [];
    this.#rest = "";
    this.#skippedBytes += bytes;
    this.#isWithinLine = true;
  }

  text(): LogText {
    return {
      lines:
        this.#rest === ""
          ? this.#lines
          : [...this.#lines, cleanLine(this.#rest)],
      firstNumber: this.#skippedBytes > 0 ? undefined : this.#dropped + 1,
      dropped: this.#dropped,
      skippedBytes: this.#skippedBytes,
    };
  }
}

/** A line that a program writes over and over must not grow for as long as it does. */
function withoutOverwritten(line: string): string {
  const last = line.lastIndexOf("\r", line.length - 2);
  return last > 0 ? line.slice(last + 1) : line;
}
