import { LOG_END } from "../manifests/wrapper.ts";

const MARK = Buffer.from(LOG_END);

/**
 * Takes the wrapper's mark off the end of a log. Without it nobody could tell whether a log is
 * whole: a container is called terminated before the last of its output is in the log's file.
 */
export class EndMark {
  /** The end of what has come, as far as it may be the mark. */
  #held: Buffer = Buffer.alloc(0);

  /** True where what has come ends with the mark. */
  get isSeen(): boolean {
    return this.#held.length === MARK.length;
  }

  /** How many bytes have come and were not passed on. */
  get heldBytes(): number {
    return this.#held.length;
  }

  /** What can be passed on. */
  pass(parts: Buffer[]): Buffer[] {
    if (parts.length === 0) return [];
    const bytes = Buffer.concat([this.#held, ...parts]);
    const held = lengthOfMarkAtEnd(bytes);
    this.#held = bytes.subarray(bytes.length - held);
    return held < bytes.length ? [bytes.subarray(0, -held || undefined)] : [];
  }

  /** Forgets what is held: it comes again, or was no mark; then it is passed on. */
  drop(): Buffer[] {
    const held = this.isSeen ? [] : [this.#held];
    this.#held = Buffer.alloc(0);
    return held;
  }
}

/** How much of the mark's beginning the bytes end with. */
function lengthOfMarkAtEnd(bytes: Buffer): number {
  for (let length = MARK.length; length > 0; length--) {
    if (length > bytes.length) continue;
    const end = bytes.subarray(bytes.length - length);
    if (end.equals(MARK.subarray(0, length))) return length;
  }
  return 0;
}
