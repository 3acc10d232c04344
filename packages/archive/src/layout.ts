import { unixTimeOf } from "./zip-time.ts";

/** What the zip must know of a file before the first byte is sent. */
export interface ArchiveEntry {
  /** Path in the archive, `/` between segments; see `ArchiveNames`. */
  name: string;
  /** Bytes. */
  size: number;
  modifiedAt: Date;
  /** CRC-32 of the file's bytes, unsigned. */
  crc32: number;
}

/** From these values on a field says "look into the ZIP64 record" (APPNOTE 4.4.1.4). */
export const ZIP64_AT_SIZE = 0xffffffff;
export const ZIP64_AT_COUNT = 0xffff;

export const LOCAL_HEADER_BYTES = 30;
export const CENTRAL_HEADER_BYTES = 46;
export const END_BYTES = 22;
/** The ZIP64 end record and its locator. */
export const ZIP64_END_BYTES = 56 + 20;
/** Extended timestamp 0x5455 with a modification time. */
export const TIMESTAMP_BYTES = 9;

/** Bytes of an entry's local header with its extra fields. */
export function localHeaderBytes(entry: ArchiveEntry): number {
  const zip64 = entry.size >= ZIP64_AT_SIZE ? 4 + 16 : 0;
  return LOCAL_HEADER_BYTES + variableBytes(entry) + zip64;
}

/** Bytes of an entry's header in the central directory with its extra fields. */
export function centralHeaderBytes(
  entry: ArchiveEntry,
  offset: number,
): number {
  const zip64 = needsZip64(entry, offset) ? 4 + 24 : 0;
  return CENTRAL_HEADER_BYTES + variableBytes(entry) + zip64;
}

/**
 * True where a central header needs its ZIP64 field. Both sizes and the offset are in it
 * then, as other writers do: Info-ZIP 6 misreads a field with the offset alone that follows
 * a file of exactly 0xffffffff bytes.
 */
export function needsZip64(entry: ArchiveEntry, offset: number): boolean {
  return entry.size >= ZIP64_AT_SIZE || offset >= ZIP64_AT_SIZE;
}

function variableBytes(entry: ArchiveEntry): number {
  const timestamp =
    unixTimeOf(entry.modifiedAt) === undefined ? 0 : TIMESTAMP_BYTES;
  return Buffer.byteLength(entry.name, "utf8") + timestamp;
}

/**
 * The arithmetic of an archive. Entries are added in order and not kept, so that a plan
 * of a million files costs no memory.
 */
export class ArchiveLayout {
  #entries = 0;
  #filesBytes = 0;
  #centralBytes = 0;

  /**
   * Appends an entry.
   * @returns the offset of its local header
   * @throws RangeError for an entry that no zip can hold
   */
  add(entry: ArchiveEntry): number {
    checkEntry(entry);
    const offset = this.#filesBytes;
    this.#entries += 1;
    this.#filesBytes += localHeaderBytes(entry) + entry.size;
    this.#centralBytes += centralHeaderBytes(entry, offset);
    if (!Number.isSafeInteger(this.sizeBytes))
      throw new RangeError("The archive is too large.");
    return offset;
  }

  get entries(): number {
    return this.#entries;
  }

  /** Local headers and files; this is where the central directory begins. */
  get filesBytes(): number {
    return this.#filesBytes;
  }

  get centralBytes(): number {
    return this.#centralBytes;
  }

  /** True where the end of central directory needs its ZIP64 form. */
  get isZip64(): boolean {
    return (
      this.#entries >= ZIP64_AT_COUNT ||
      this.#centralBytes >= ZIP64_AT_SIZE ||
      this.#filesBytes >= ZIP64_AT_SIZE
    );
  }

  /** Exact length of the whole archive. */
  get sizeBytes(): number {
    const end = END_BYTES + (this.isZip64 ? ZIP64_END_BYTES : 0);
    return this.#filesBytes + this.#centralBytes + end;
  }
}

/** Exact length of the archive of these entries. */
export async function archiveSize(
  entries: Iterable<ArchiveEntry> | AsyncIterable<ArchiveEntry>,
): Promise<number> {
  const layout = new ArchiveLayout();
  for await (const entry of entries) layout.add(entry);
  return layout.sizeBytes;
}

function checkEntry({ name, size, crc32 }: ArchiveEntry): void {
  const nameBytes = Buffer.byteLength(name, "utf8");
  if (nameBytes === 0 || nameBytes > 0xffff || !name.isWellFormed())
    throw new RangeError(`Not a name for an archive: ${JSON.stringify(name)}`);
  if (!Number.isSafeInteger(size) || size < 0)
    throw new RangeError(`Not a size: ${size}`);
  if (!Number.isInteger(crc32) || crc32 < 0 || crc32 > 0xffffffff)
    throw new RangeError(`Not a CRC-32: ${crc32}`);
}
