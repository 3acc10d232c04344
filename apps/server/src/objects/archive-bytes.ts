import { type ArchiveEntry, segments } from "@oscar/archive";
import { AppError } from "@oscar/contracts";
import type { ObjectStore } from "@oscar/object-store";
import type { ArchiveLedger, ArchiveRow } from "../ledger/archives.ts";

export interface ArchiveScope {
  store: ObjectStore;
  archives: ArchiveLedger;
  signal: AbortSignal;
}

interface KeyedEntry extends ArchiveEntry {
  key: string;
  etag: string;
}

/**
 * The bytes of a zip from `start` to `end` (not included).
 * @throws AppError where an object was changed or deleted since the ticket was made: the
 * download breaks off rather than be silently short
 */
export async function* archiveBytes(
  archive: ArchiveRow,
  range: { start: number; end: number },
  scope: ArchiveScope,
): AsyncGenerator<Buffer, void, void> {
  const entries = () => entriesOf(archive.id, scope.archives);
  for await (const segment of segments<KeyedEntry>(entries, range)) {
    if (Buffer.isBuffer(segment)) yield segment;
    else {
      const part = { start: segment.start, end: segment.end };
      yield* objectBytes(segment.entry, part, {
        ...scope,
        bucket: archive.bucket,
      });
    }
  }
}

async function* entriesOf(
  id: string,
  archives: ArchiveLedger,
): AsyncGenerator<KeyedEntry> {
  for await (const row of archives.entries(id)) {
    const { name, size, key, etag, crc32 } = row;
    yield {
      name,
      size,
      key,
      etag,
      crc32,
      modifiedAt: new Date(row.modified_at),
    };
  }
}

async function* objectBytes(
  { key, etag }: KeyedEntry,
  { start, end }: { start: number; end: number },
  { store, bucket, signal }: ArchiveScope & { bucket: string },
): AsyncGenerator<Buffer> {
  const object = await store.read(bucket, key, {
    range: { start, end: end - 1 },
    ifMatch: etag,
    signal,
  });
  if (!object) throw changed(key);
  let sent = 0;
  for await (const chunk of object.body) {
    sent += (chunk as Buffer).length;
    yield chunk as Buffer;
  }
  if (sent !== end - start) throw changed(key);
}

function changed(key: string): AppError {
  return new AppError(
    "object_not_found",
    `${key} was changed or deleted after the zip was asked for.`,
  );
}
