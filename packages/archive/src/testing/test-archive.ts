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

export function zerosOf(name: string, size: number): TestEntry {
  let sum = 0;
  for (let at = 0; at < size; at += ZEROS.length)
    sum = crc32(ZEROS.subarray(0, Math.min(ZEROS.length, size - at)), sum);
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
  let at = 0;
  for await (const segment of segments(entries)) {
    const isHeader = Buffer.isBuffer(segment);
    const bytes = isHeader ? segment : segment.entry.content;
    if (bytes && bytes.length > 0) await file.write(bytes, 0, undefined, at);
    at += isHeader ? segment.length : segment.end - segment.start;
  }
  await file.truncate(at);
  return at;
}
