import { type BigIntStats, constants } from "node:fs";
import { type FileHandle, chmod, copyFile, open, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { isAbsent, isErrno } from "./errno.ts";
import { hasChanged } from "../refusals.ts";
import { versionOf } from "./file-version.ts";
import { ObjectBody } from "./object-body.ts";

export interface OpenFile {
  file: FileHandle;
  stats: BigIntStats;
}

/**
 * Opens a regular file for reading; undefined for a symbolic link and everything else.
 * Never waits, as opening a FIFO would.
 */
export async function openRegularFile(
  path: string,
): Promise<OpenFile | undefined> {
  const flags =
    constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  let file: FileHandle;
  try {
    file = await open(path, flags);
  } catch (error) {
    // ENXIO: a socket, or a FIFO or device without its other side.
    if (isAbsent(error) || isErrno(error, "ENXIO", "ENODEV")) return undefined;
    throw error;
  }
  try {
    const stats = await file.stat({ bigint: true });
    if (stats.isFile()) return { file, stats };
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return undefined;
}

/** So much is copied in one call, which no signal ends. */
const SMALL_BYTES = 4 * 2 ** 20;

/**
 * Copies an open file into a new one and closes it. Shares the blocks where the file
 * system can (reflink); else streams what is large, so that a signal ends it at any size.
 */
export async function copyToNewFile(
  source: OpenFile & { key: string },
  filePath: string,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  const { file, stats } = source;
  let target: FileHandle;
  try {
    options.signal?.throwIfAborted();
    if (await copyInOneCall(source, filePath)) return;
    target = await open(filePath, "wx");
  } catch (error) {
    await file.close();
    throw error;
  }
  try {
    const length = Number(stats.size);
    const body = new ObjectBody(file, source, { start: 0, length });
    await pipeline(body, target.createWriteStream(), options);
  } catch (error) {
    await rm(filePath, { force: true });
    throw error;
  }
}

/** Copies and closes the file; false where it is not for one call. */
async function copyInOneCall(
  { file, stats, key }: OpenFile & { key: string },
  filePath: string,
): Promise<boolean> {
  const { COPYFILE_EXCL, COPYFILE_FICLONE, COPYFILE_FICLONE_FORCE } = constants;
  const isSmall = stats.size <= SMALL_BYTES;
  try {
    // The open file itself, whatever its name means by now.
    await copyFile(
      `/proc/self/fd/${file.fd}`,
      filePath,
      COPYFILE_EXCL | (isSmall ? COPYFILE_FICLONE : COPYFILE_FICLONE_FORCE),
    );
  } catch (error) {
    if (isErrno(error, "EEXIST")) throw error;
    return false;
  }
  try {
    // Somebody may have changed it in place meanwhile.
    const now = await file.stat({ bigint: true });
    if (versionOf(now) !== versionOf(stats)) throw hasChanged(key);
    // The mode is copied too; the copy is its owner's to change.
    if ((now.mode & 0o7600n) !== 0o600n) await chmod(filePath, 0o644);
  } catch (error) {
    await rm(filePath, { force: true });
    throw error;
  }
  await file.close();
  return true;
}
