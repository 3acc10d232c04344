import type { BigIntStats } from "node:fs";
import { rename } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { noRegularFile } from "../refusals.ts";
import { Checksum, drain } from "../checksum.ts";
import { isErrno } from "../files/errno.ts";
import { lookAt } from "./folders.ts";
import { ObjectBody } from "../files/object-body.ts";
import { copyToNewFile, openRegularFile } from "../files/open-file.ts";

/**
 * Moves a regular file to a new path where that is possible. One that has other names as
 * well is copied, since whoever has those could change it later.
 * @throws AppError `invalid_request` for anything but a regular file
 */
export async function moveOrCopy(
  filePath: string,
  path: string,
  options: { signal?: AbortSignal },
): Promise<void> {
  const found = await lookAt(filePath);
  if (!found?.isFile()) throw noRegularFile(filePath);
  if (found.nlink === 1n) {
    try {
      await rename(filePath, path);
      if ((await lookAt(path))?.isFile()) return;
      throw noRegularFile(filePath);
    } catch (error) {
      if (!isErrno(error, "EXDEV", "EACCES", "EPERM")) throw error;
    }
  }
  const source = await openRegularFile(filePath);
  if (!source) throw noRegularFile(filePath);
  await copyToNewFile({ ...source, key: filePath }, path, options);
}

/** Makes a file durable, and reads it for its CRC-32. */
export async function syncAndSum(
  path: string,
  options: { signal?: AbortSignal },
): Promise<{ stats: BigIntStats; crc32: number }> {
  const opened = await openRegularFile(path);
  if (!opened) throw noRegularFile(path);
  const { file, stats } = opened;
  try {
    await file.sync();
  } catch (error) {
    await file.close();
    throw error;
  }
  const checksum = new Checksum();
  const body = new ObjectBody(
    file,
    { key: path, stats },
    { start: 0, length: Number(stats.size) },
  );
  await pipeline(
    body,
    (source: AsyncIterable<Buffer>) => checksum.pass(source),
    drain,
    options,
  );
  return { stats, crc32: checksum.crc32 };
}
