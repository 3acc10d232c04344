import { type LogPosition, nanosecondsOf } from "./log-position.ts";

const NEWLINE = 0x0a;
const SPACE = 0x20;
/** RFC 3339 with nanoseconds and a zone has 35. */
const MAX_STAMP = 40;

/** A log in which a line has no time, such as a kubelet's own complaint. */
export class UnreadableLog extends Error {
  constructor(line: string) {
    super(`A line of the log has no time: ${line}`);
    this.name = "UnreadableLog";
  }
}

/**
 * Takes the times off the lines of a log that is read again and again, each time from a little
 * before where it was left, and lets every byte pass once. Lines may be of any length: bytes
 * are counted, never kept. Their order is that of the log, and not that of the times: a
 * node's clock may be set back.
 */
export class LogLines {
  #position: LogPosition;
  #nanoseconds: bigint;
  /** Bytes of the position that come again in this reading. */
  #known: number;
  /** The line where the position begins has not come yet. */
  #isBefore: boolean;
  #hasGap = false;
  /** The time of the line that is being read. */
  #line = { at: "", nanoseconds: -1n };
  #stamp: Buffer = Buffer.alloc(0);
  #isInStamp = true;

  /** @param position where the readings before this one have come to */
  constructor(position: LogPosition) {
    this.#position = position;
    this.#nanoseconds = nanosecondsOf(position.at) ?? -1n;
    this.#known = position.bytes;
    this.#isBefore = position.bytes > 0;
  }

  get position(): LogPosition {
    return this.#position;
  }

  /** True where the lines that were read last are not there any more, so others may be missing. */
  get hasGap(): boolean {
    return this.#hasGap;
  }

  /** What of this chunk is new. @throws UnreadableLog */
  take(chunk: Buffer): Buffer[] {
    const fresh: Buffer[] = [];
    let from = 0;
    while (from < chunk.length) {
      if (this.#isInStamp) {
        from = this.#takeStamp(chunk, from);
        continue;
      }
      const end = chunk.indexOf(NEWLINE, from);
      const to = end < 0 ? chunk.length : end + 1;
      const part = this.#unseen(chunk.subarray(from, to));
      if (part.length > 0) fresh.push(part);
      this.#isInStamp = end >= 0;
      from = to;
    }
    return fresh;
  }

  #takeStamp(chunk: Buffer, from: number): number {
    const end = chunk.indexOf(SPACE, from);
    const to = end < 0 ? chunk.length : end;
    this.#stamp = Buffer.concat([this.#stamp, chunk.subarray(from, to)]);
    if (this.#stamp.length > MAX_STAMP || (end >= 0 && !this.#begin()))
      throw new UnreadableLog(this.#stamp.toString("latin1").slice(0, 200));
    return end < 0 ? to : to + 1;
  }

  /** A line of the time that has been gathered begins; false where it is no time. */
  #begin(): boolean {
    const at = this.#stamp.toString("latin1");
    const nanoseconds = nanosecondsOf(at);
    if (nanoseconds === undefined) return false;
    this.#stamp = Buffer.alloc(0);
    this.#isInStamp = false;
    if (this.#isBefore && nanoseconds >= this.#nanoseconds) {
      this.#isBefore = false;
      this.#hasGap = nanoseconds > this.#nanoseconds;
      if (this.#hasGap) this.#known = 0;
    }
    this.#line = { at, nanoseconds };
    return true;
  }

  #unseen(part: Buffer): Buffer {
    if (this.#isBefore) return part.subarray(part.length);
    const again = Math.min(this.#known, part.length);
    this.#known -= again;
    const fresh = part.subarray(again);
    if (fresh.length > 0) this.#advance(fresh.length);
    return fresh;
  }

  #advance(bytes: number): void {
    const { at, nanoseconds } = this.#line;
    if (nanoseconds > this.#nanoseconds) {
      this.#nanoseconds = nanoseconds;
      this.#position = { at, bytes };
    } else {
      const { position } = this;
      this.#position = { at: position.at, bytes: position.bytes + bytes };
    }
  }
}
