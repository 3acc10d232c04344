import { type ArchiveEntry, segments } from "@oscar/archive";
import { AppError } from "@oscar/contracts";
import type { ObjectStore } from "@oscar/object-store";
import type {
  ArchiveEntryRow,
  ArchiveLedger,
  ArchiveRow,
} from "../ledger/archives.ts";
import type { ObjectsLedger } from "../ledger/objects.ts";
import { partsOf } from "../ledger/parts-of.ts";
import { unlessFull } from "../ledger/unless-full.ts";
import { knownCrcs } from "./object-crcs.ts";

/** So few that the first bytes do not wait long for them. */
const CRCS_AHEAD = 64;

export interface ArchiveScope {
  store: ObjectStore;
  archives: ArchiveLedger;
  cache: ObjectsLedger;
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
  const entries = () => entriesOf(archive, scope);
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
  archive: ArchiveRow,
  scope: ArchiveScope,
): AsyncGenerator<KeyedEntry> {
  for await (const page of scope.archives.pages(archive.id)) {
    for (const part of partsOf(page, CRCS_AHEAD)) {
      const crcs = await lateCrcs(archive, part, scope);
      for (const { name, size, key, etag, modified_at, ...row } of part) {
        const crc32 = row.crc32 ?? crcs.get(key);
        if (crc32 === undefined) throw changed(key);
        const modifiedAt = new Date(modified_at);
        yield { name, size, key, etag, crc32, modifiedAt };
      }
    }
  }
}

/**
 * The CRC-32s that the ticket was made without. They are kept with it: its directory needs
 * them after the last file, when an object may have changed.
 */
async function lateCrcs(
  { bucket }: ArchiveRow,
  rows: ArchiveEntryRow[],
  { archives, ...scope }: ArchiveScope,
): Promise<Map<string, number>> {
  const late = rows.filter(({ crc32 }) => crc32 === null);
  if (late.length === 0) return new Map();
  const versions = late.map(({ modified_at, ...row }) => ({
    ...row,
    modifiedAt: new Date(modified_at),
  }));
  const crcs = await knownCrcs(versions, { ...scope, bucket });
  const found = late.flatMap((row) => {
    const crc32 = crcs.get(row.key);
    return crc32 === undefined ? [] : [{ ...row, crc32 }];
  });
  await unlessFull(() => archives.addCrcs(found));
  return crcs;
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
