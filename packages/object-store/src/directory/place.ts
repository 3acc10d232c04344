import { link, rename } from "node:fs/promises";
import { isErrno } from "../files/errno.ts";
import { alreadyThere, bucketNotFound, keyConflict } from "../refusals.ts";
import {
  ensureFolder,
  isRealFolder,
  kindOf,
  lookAt,
  removeEmptyTree,
} from "./folders.ts";
import type { Location } from "./paths.ts";

/** Far more than writers and deleters that race for one folder need. */
const MAX_TRIES = 100;

/**
 * Moves a finished file to where its object belongs, in one step that readers see whole or
 * not at all. With `ifAbsent` the file keeps its old name as well.
 * @throws AppError `key_conflict`, `bucket_not_found`, `precondition_failed`; ENOENT where
 * the file itself is gone
 */
export async function place(
  filePath: string,
  location: Location,
  options: { ifAbsent?: boolean } = {},
): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    await ensureFolder(location);
    try {
      if (options.ifAbsent) await link(filePath, location.path);
      else await rename(filePath, location.path);
      return;
    } catch (error) {
      await clearTheWay(error, { filePath, location });
    }
  }
  throw keyConflict(location.key);
}

/** Returns where another try may succeed. */
async function clearTheWay(
  error: unknown,
  move: { filePath: string; location: Location },
): Promise<void> {
  const { location } = move;
  if (isErrno(error, "ENOENT")) {
    if (!(await lookAt(move.filePath))) throw error;
    return;
  }
  if (isErrno(error, "ENOTDIR"))
    throw keyConflict(location.key, { cause: error });
  if (!isErrno(error, "EISDIR", "EEXIST", "ENOTEMPTY")) throw error;
  const stats = await lookAt(location.path);
  if (!stats) return;
  if (stats.isFile()) throw alreadyThere(location.key, error);
  if (stats.isDirectory() && (await removeEmptyTree(location.path))) return;
  const obstacle = { name: location.key, kind: kindOf(stats) };
  throw keyConflict(location.key, { obstacle, cause: error });
}

/**
 * Refuses early what `place` would refuse after all bytes have come.
 * @throws AppError `key_conflict`, `bucket_not_found`, `precondition_failed`
 */
export async function assertPlaceable(
  location: Location,
  options: { ifAbsent?: boolean } = {},
): Promise<void> {
  if (!(await isRealFolder(location.bucketPath)))
    throw bucketNotFound(location.bucket);
  let path = location.bucketPath;
  const segments = location.key.split("/");
  for (const [index, segment] of segments.entries()) {
    path = `${path}/${segment}`;
    const found = await lookAt(path);
    if (!found) return;
    const isLast = index === segments.length - 1;
    if (isLast && found.isFile()) {
      if (options.ifAbsent) throw alreadyThere(location.key);
      return;
    }
    if (found.isDirectory() && !isLast) continue;
    if (found.isDirectory() && (await removeEmptyTree(path))) return;
    const name = path.slice(location.bucketPath.length + 1);
    throw keyConflict(location.key, {
      obstacle: { name, kind: kindOf(found) },
    });
  }
}
