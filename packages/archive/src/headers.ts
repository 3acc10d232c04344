import {
  type ArchiveEntry,
  type ArchiveLayout,
  CENTRAL_HEADER_BYTES,
  END_BYTES,
  LOCAL_HEADER_BYTES,
  TIMESTAMP_BYTES,
  ZIP64_AT_COUNT,
  ZIP64_AT_SIZE,
  ZIP64_END_BYTES,
  centralHeaderBytes,
  localHeaderBytes,
  needsZip64,
} from "./layout.ts";
import { dosTimeOf, unixTimeOf } from "./zip-time.ts";

/** Bit 11: the name is UTF-8. Bit 3 (data descriptor) is never set: sizes and CRC come first. */
const FLAGS = 0x0800;
const VERSION = 20;
const VERSION_ZIP64 = 45;
const MADE_BY_UNIX = 3 << 8;
/** `-rw-r--r--`, a regular file. */
const UNIX_MODE = 0o100644;

/** The local header of an entry (APPNOTE 4.3.7). */
export function localHeader(entry: ArchiveEntry): Buffer {
  const header = Buffer.alloc(localHeaderBytes(entry));
  const isZip64 = entry.size >= ZIP64_AT_SIZE;
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(isZip64 ? VERSION_ZIP64 : VERSION, 4);
  const fixed = writeCommon(header.subarray(6), entry, isZip64);
  const at = writeName(header, LOCAL_HEADER_BYTES, entry);
  header.writeUInt16LE(header.length - at, 6 + fixed);
  const end = writeTimestamp(header, at, entry);
  if (isZip64) writeZip64(header, end, [entry.size, entry.size]);
  return header;
}

/** An entry's header in the central directory (APPNOTE 4.3.12). */
export function centralHeader(entry: ArchiveEntry, offset: number): Buffer {
  const header = Buffer.alloc(centralHeaderBytes(entry, offset));
  const isZip64 = needsZip64(entry, offset);
  const version = isZip64 ? VERSION_ZIP64 : VERSION;
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(MADE_BY_UNIX | version, 4);
  header.writeUInt16LE(version, 6);
  const fixed = writeCommon(header.subarray(8), entry, isZip64);
  const at = writeName(header, CENTRAL_HEADER_BYTES, entry);
  header.writeUInt16LE(header.length - at, 8 + fixed);
  header.writeUInt32LE(UNIX_MODE * 0x10000, 38);
  header.writeUInt32LE(isZip64 ? ZIP64_AT_SIZE : offset, 42);
  const end = writeTimestamp(header, at, entry);
  if (isZip64) writeZip64(header, end, [entry.size, entry.size, offset]);
  return header;
}

/** What follows the central directory (APPNOTE 4.3.14 to 4.3.16). */
export function endOfArchive(layout: ArchiveLayout): Buffer {
  const { entries, centralBytes, filesBytes } = layout;
  const end = Buffer.alloc(END_BYTES);
  const count = Math.min(entries, ZIP64_AT_COUNT);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(Math.min(centralBytes, ZIP64_AT_SIZE), 12);
  end.writeUInt32LE(Math.min(filesBytes, ZIP64_AT_SIZE), 16);
  return layout.isZip64 ? Buffer.concat([zip64End(layout), end]) : end;
}

function zip64End({ entries, centralBytes, filesBytes }: ArchiveLayout) {
  const end = Buffer.alloc(ZIP64_END_BYTES);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(MADE_BY_UNIX | VERSION_ZIP64, 12);
  end.writeUInt16LE(VERSION_ZIP64, 14);
  end.writeBigUInt64LE(BigInt(entries), 24);
  end.writeBigUInt64LE(BigInt(entries), 32);
  end.writeBigUInt64LE(BigInt(centralBytes), 40);
  end.writeBigUInt64LE(BigInt(filesBytes), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(filesBytes + centralBytes), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

/** Flags to name length, which both headers have in this order; returns their length. */
function writeCommon(
  target: Buffer,
  entry: ArchiveEntry,
  isZip64: boolean,
): number {
  const { date, time } = dosTimeOf(entry.modifiedAt);
  const size = isZip64 ? ZIP64_AT_SIZE : entry.size;
  target.writeUInt16LE(FLAGS, 0);
  target.writeUInt16LE(time, 4);
  target.writeUInt16LE(date, 6);
  target.writeUInt32LE(entry.crc32, 8);
  target.writeUInt32LE(size, 12);
  target.writeUInt32LE(size, 16);
  target.writeUInt16LE(Buffer.byteLength(entry.name, "utf8"), 20);
  return 22;
}

function writeName(header: Buffer, at: number, entry: ArchiveEntry): number {
  return at + header.write(entry.name, at, "utf8");
}

/** The extended timestamp (Info-ZIP's extra field "UT"), the same in both headers. */
function writeTimestamp(header: Buffer, at: number, entry: ArchiveEntry) {
  const seconds = unixTimeOf(entry.modifiedAt);
  if (seconds === undefined) return at;
  header.writeUInt16LE(0x5455, at);
  header.writeUInt16LE(TIMESTAMP_BYTES - 4, at + 2);
  header.writeUInt8(1, at + 4);
  header.writeInt32LE(seconds, at + 5);
  return at + TIMESTAMP_BYTES;
}

/** The ZIP64 extra field (APPNOTE 4.5.3). */
function writeZip64(header: Buffer, at: number, values: number[]): void {
  header.writeUInt16LE(0x0001, at);
  header.writeUInt16LE(8 * values.length, at + 2);
  for (const [index, value] of values.entries())
    header.writeBigUInt64LE(BigInt(value), at + 4 + 8 * index);
}
