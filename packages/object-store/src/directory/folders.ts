import { type BigIntStats, constants } from "node:fs";
import { lstat, mkdir, open, readdir, realpath, rmdir } from "node:fs/promises";
import { isAbsent, isErrno } from "../files/errno.ts";
import { type Obstacle, bucketNotFound, keyConflict } from "../refusals.ts";
import { type Location, folderOf } from "./paths.ts";
import { SharedRuns } from "./shared-runs.ts";

/** A look that follows no symbolic link at the end of the path; undefined for nothing. */
export async function lookAt(path: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(path, { bigint: true });
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** What lies at a path, as it is told to users. */
export function kindOf(stats: BigIntStats): Obstacle["kind"] {
  if (stats.isDirectory()) return "folder";
  if (stats.isFile()) return "object";
  return stats.isSymbolicLink() ? "symbolic link" : "special file";
}

/** True where the path exists and no part of it is a symbolic link. */
export async function isReal(path: string): Promise<boolean> {
  try {
    return (await realpath(path)) === path;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

/** True where the path is a folder that is reached without any symbolic link. */
export async function isRealFolder(path: string): Promise<boolean> {
  return (await isReal(path)) && (await lookAt(path))?.isDirectory() === true;
}

/** A look at an object's file; undefined for anything but a regular file. */
export async function lookAtFile(
  location: Location,
): Promise<BigIntStats | undefined> {
  if (!(await isReal(location.folderPath))) return undefined;
  const stats = await lookAt(location.path);
  return stats?.isFile() ? stats : undefined;
}

/**
 * Makes the folder of an object, durably. It may be gone again when this returns: whoever
 * deletes the last object of a folder removes it.
 * @throws AppError `bucket_not_found`, `key_conflict`
 */
export async function ensureFolder(location: Location): Promise<void> {
  if (await isReal(location.folderPath)) return;
  if (!(await isRealFolder(location.bucketPath)))
    throw bucketNotFound(location.bucket);
  let path = location.bucketPath;
  for (const segment of folderOf(location.key).split("/").slice(0, -1)) {
    const parent = path;
    path = `${path}/${segment}`;
    try {
      await mkdir(path);
      await syncFolder(parent);
    } catch (error) {
      if (isErrno(error, "ENOENT")) return;
      if (!isErrno(error, "EEXIST", "ENOTDIR")) throw error;
      const stats = await lookAt(path);
      if (!stats || stats.isDirectory()) continue;
      const name = path.slice(location.bucketPath.length + 1);
      const obstacle = { name, kind: kindOf(stats) };
      throw keyConflict(location.key, { obstacle, cause: error });
    }
  }
}

/** Makes what happened in a folder survive a loss of power; many at once share the wait. */
export function syncFolder(path: string): Promise<void> {
  return syncs.run(path);
}

const syncs = new SharedRuns(async (path) => {
  try {
    await using folder = await open(
      path,
      constants.O_RDONLY | constants.O_DIRECTORY,
    );
    await folder.sync();
  } catch (error) {
    // Removed by others meanwhile, or a file system that cannot (EINVAL).
    if (!isAbsent(error) && !isErrno(error, "EINVAL")) throw error;
  }
});

/** Removes a folder with the empty folders below it; false where anything else is in it. */
export async function removeEmptyTree(path: string): Promise<boolean> {
  try {
    await rmdir(path);
    return true;
  } catch (error) {
    if (isErrno(error, "ENOENT")) return true;
    if (isErrno(error, "ENOTDIR")) return false;
    if (!isErrno(error, "ENOTEMPTY", "EEXIST")) throw error;
  }
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (!entry.isDirectory()) return false;
    if (!(await removeEmptyTree(`${path}/${entry.name}`))) return false;
  }
  return removeNow(path);
}

async function removeNow(path: string): Promise<boolean> {
  try {
    await rmdir(path);
    return true;
  } catch (error) {
    // Somebody was faster: removed it, or put something into it.
    if (isErrno(error, "ENOENT")) return true;
    if (isErrno(error, "ENOTEMPTY", "EEXIST", "ENOTDIR")) return false;
    throw error;
  }
}

/** Removes the folders of an object that no longer hold anything, up to the bucket. */
export async function pruneFolders(location: Location): Promise<void> {
  let path = location.folderPath;
  while (path.length > location.bucketPath.length) {
    try {
      await rmdir(path);
    } catch {
      // Best effort: an empty folder is never shown, and one in use must stay.
      return;
    }
    path = path.slice(0, path.lastIndexOf("/"));
  }
}
