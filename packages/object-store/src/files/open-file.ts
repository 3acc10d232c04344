import { type BigIntStats, constants } from "node:fs";
import { type FileHandle, copyFile, open, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { isAbsent, isErrno } from "./errno.ts";
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

/**
 * Copies an open file into a new one and closes it. Shares the blocks where the file
 * system can (reflink); else streams, so that a signal ends it at any size.
 */
export async function copyToNewFile(
  source: OpenFile & { key: string },
  filePath: string,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  const { file, stats } = source;
  let isShared = false;
  let target: FileHandle;
  try {
    isShared = await reflink(file.fd, filePath);
    target = await open(filePath, isShared ? "r" : "wx");
  } catch (error) {
    await file.close();
    throw error;
  }
  // With shared blocks nothing is left to read but the end: is it still that version?
  const length = isShared ? 0 : Number(stats.size);
  try {
    const body = new ObjectBody(file, source, { start: 0, length });
    await pipeline(body, target.createWriteStream(), options);
  } catch (error) {
    await rm(filePath, { force: true });
    throw error;
  }
}

async function reflink(fd: number, filePath: string): Promise<boolean> {
  const mode = constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE;
  try {
    // The open file itself, whatever its name means by now.
    await copyFile(`/proc/self/fd/${fd}`, filePath, mode);
    return true;
  } catch (error) {
    if (isErrno(error, "EEXIST")) throw error;
    return false;
  }
}
