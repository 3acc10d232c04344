import { LOG_END } from "../manifests/wrapper.ts";

const MARK = Buffer.from(LOG_END);

/**
 * Takes the wrapper's mark off the end of a log, and the blanks behind it. Without it nobody
 * could tell whether a log is whole: a container is called terminated before the last of its
 * output is in the log's file.
 */
export class EndMark {
  /** The end of what has come, as far as it may be the mark's beginning. */
  #held: Buffer = Buffer.alloc(0);
  #isSeen = false;

  /** True from the mark on. */
  get isSeen(): boolean {
    return this.#isSeen;
  }

  /** How many bytes have come and were not passed on; those from the mark on do not count. */
  get heldBytes(): number {
    return this.#held.length;
  }

  /** What can be passed on. */
  pass(parts: Buffer[]): Buffer[] {
    if (parts.length === 0 || this.#isSeen) return [];
    const bytes = Buffer.concat([this.#held, ...parts]);
    const at = bytes.indexOf(MARK);
    this.#isSeen = at >= 0;
    const to = this.#isSeen ? at : bytes.length - lengthOfMarkAtEnd(bytes);
    this.#held = this.#isSeen ? Buffer.alloc(0) : bytes.subarray(to);
    return to > 0 ? [bytes.subarray(0, to)] : [];
  }

  /** Forgets what is held: it comes again, or was no mark; then it is passed on. */
  drop(): Buffer[] {
    const held = this.#held;
    this.#held = Buffer.alloc(0);
    return held.length > 0 ? [held] : [];
  }
}

/** How much of the mark's beginning the bytes end with. */
function lengthOfMarkAtEnd(bytes: Buffer): number {
  for (let length = MARK.length - 1; length > 0; length--) {
    if (length > bytes.length) continue;
    const end = bytes.subarray(bytes.length - length);
    if (end.equals(MARK.subarray(0, length))) return length;
  }
  return 0;
}
