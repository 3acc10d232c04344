import { centralHeader, endOfArchive, localHeader } from "./headers.ts";
import { type ArchiveEntry, ArchiveLayout } from "./layout.ts";

/** Bytes of a file that come next; `start` included, `end` not. Never empty. */
export interface FilePart<E extends ArchiveEntry> {
  entry: E;
  start: number;
  end: number;
}

/** A piece of the archive: bytes of ours, or a part of a file. */
export type Segment<E extends ArchiveEntry> = Buffer | FilePart<E>;

/** Opens the list of entries; it is read twice, and must be the same both times. */
export type EntrySource<E extends ArchiveEntry> = () =>
  Iterable<E> | AsyncIterable<E>;

/** Bytes of an archive; `start` included, `end` not. */
export interface ArchiveRange {
  start?: number;
  end?: number;
}

/** Central headers are sent together in pieces of about this many bytes. */
const CHUNK_BYTES = 64 * 1024;

/**
 * The archive, or a range of it, in order. Nothing is kept: the entries are read once for
 * the files and once for the central directory, and only as far as the range needs.
 * @throws Error where the entries changed in between, since the archive would be broken
 */
export async function* segments<E extends ArchiveEntry>(
  entries: EntrySource<E>,
  range: ArchiveRange = {},
): AsyncGenerator<Segment<E>, void, undefined> {
  const start = range.start ?? 0;
  const end = range.end ?? Number.POSITIVE_INFINITY;
  if (start >= end) return;
  const layout = new ArchiveLayout();
  for await (const entry of entries()) {
    const offset = layout.add(entry);
    if (offset >= end) return;
    if (layout.filesBytes > start)
      yield* fileSegments(entry, { start: start - offset, end: end - offset });
  }
  if (layout.filesBytes >= end) return;
  const tail = tailSegments(entries, layout);
  yield* cut(tail, {
    start: start - layout.filesBytes,
    end: end - layout.filesBytes,
  });
}

function* fileSegments<E extends ArchiveEntry>(
  entry: E,
  range: Required<ArchiveRange>,
): Generator<Segment<E>> {
  const header = localHeader(entry);
  const bytes = slice(header, range);
  if (bytes.length > 0) yield bytes;
  const start = Math.max(0, range.start - header.length);
  const end = Math.min(entry.size, range.end - header.length);
  if (start < end) yield { entry, start, end };
}

/** The central directory and the end of the archive. */
async function* tailSegments<E extends ArchiveEntry>(
  entries: EntrySource<E>,
  expected: ArchiveLayout,
): AsyncGenerator<Buffer> {
  const layout = new ArchiveLayout();
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  for await (const entry of entries()) {
    const header = centralHeader(entry, layout.add(entry));
    pending.push(header);
    pendingBytes += header.length;
    if (pendingBytes < CHUNK_BYTES) continue;
    yield Buffer.concat(pending);
    pending = [];
    pendingBytes = 0;
  }
  if (
    layout.entries !== expected.entries ||
    layout.sizeBytes !== expected.sizeBytes
  )
    throw new Error("The archive's entries changed while it was written.");
  yield Buffer.concat([...pending, endOfArchive(layout)]);
}

async function* cut(
  chunks: AsyncIterable<Buffer>,
  range: Required<ArchiveRange>,
): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const chunk of chunks) {
    if (at >= range.end) return;
    const bytes = slice(chunk, {
      start: range.start - at,
      end: range.end - at,
    });
    if (bytes.length > 0) yield bytes;
    at += chunk.length;
  }
}

function slice(bytes: Buffer, range: Required<ArchiveRange>): Buffer {
  const end = Math.min(bytes.length, range.end);
  const start = Math.max(0, range.start);
  return bytes.subarray(Math.min(start, bytes.length), Math.max(end, 0));
}
