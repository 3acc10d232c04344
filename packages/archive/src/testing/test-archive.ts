import { open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { ArchiveEntry } from "../layout.ts";
import { type ArchiveRange, segments } from "../segments.ts";

/** An entry with its bytes; none stand for `size` zeros. */
export interface TestEntry extends ArchiveEntry {
  content?: Buffer;
}

const ZEROS = Buffer.alloc(1 << 24);

export function entryOf(name: string, content: string | Buffer): TestEntry {
  const bytes = Buffer.from(content);
  return {
    name,
    content: bytes,
    size: bytes.length,
    crc32: crc32(bytes),
    modifiedAt: new Date("2026-03-04T05:06:07Z"),
  };
}

/** CRC-32 by the number of whole blocks of zeros: the tests ask for 4 GiB more than once. */
const sums = [0];

export function zerosOf(name: string, size: number): TestEntry {
  const blocks = Math.floor(size / ZEROS.length);
  while (sums.length <= blocks) sums.push(crc32(ZEROS, sums.at(-1)));
  const rest = ZEROS.subarray(0, size % ZEROS.length);
  const sum = crc32(rest, sums[blocks]);
  return { ...entryOf(name, ""), content: undefined, size, crc32: sum };
}

export async function bytesOf(
  entries: TestEntry[],
  range?: ArchiveRange,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const segment of segments(() => entries, range)) {
    if (Buffer.isBuffer(segment)) parts.push(segment);
    else
      parts.push(
        (segment.entry.content ?? Buffer.alloc(segment.entry.size)).subarray(
          segment.start,
          segment.end,
        ),
      );
  }
  return Buffer.concat(parts);
}

/** Writes the archive with holes where the zeros are; returns its length. */
export async function writeSparse(
  entries: () => Iterable<TestEntry>,
  filePath: string,
): Promise<number> {
  await using file = await open(filePath, "wx");
  let pending: Buffer[] = [];
  let writtenAt = 0;
  let at = 0;
  const flush = async () => {
    await file.write(Buffer.concat(pending), 0, undefined, writtenAt);
    pending = [];
    writtenAt = at;
  };
  for await (const segment of segments(entries)) {
    const isHeader = Buffer.isBuffer(segment);
    const bytes = isHeader ? segment : segment.entry.content;
    at += isHeader ? segment.length : segment.end - segment.start;
    if (bytes) pending.push(bytes);
    if (!bytes || pending.length > 10_000) await flush();
  }
  await flush();
  await file.truncate(at);
  return at;
}
