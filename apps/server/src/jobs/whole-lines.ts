const NEWLINE = 0x0a;
/** A line that is longer is passed on in parts. */
export const LONGEST_LINE = 64 * 1024;

/**
 * The beginning of a log's bytes that can be passed on: whole lines, so that a reader gets no
 * half of one; the last line also without its end where the log has ended, and a part of a
 * line that is too long to wait for.
 */
export function wholeLines(bytes: Buffer, isEnded: boolean): Buffer {
  const end = bytes.lastIndexOf(NEWLINE) + 1;
  if (end > 0) return bytes.subarray(0, end);
  if (bytes.length >= LONGEST_LINE)
    return bytes.subarray(0, characterEnd(bytes));
  return isEnded ? bytes : bytes.subarray(0, 0);
}

/** The end of the last whole character of UTF-8. */
function characterEnd(bytes: Buffer): number {
  for (let start = bytes.length - 1; start >= bytes.length - 4; start--) {
    const byte = bytes[start] ?? 0;
    if ((byte & 0xc0) === 0x80) continue; // within a character
    const length = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return start + length > bytes.length ? start : bytes.length;
  }
  return bytes.length; // no UTF-8
}
