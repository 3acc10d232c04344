import { mkdir, readdir } from "node:fs/promises";
import { compareUtf8 } from "@oscar/contracts";
import type { BucketStat } from "../object-store.ts";
import { isErrno, translated } from "../files/errno.ts";
import {
  assertBucketName,
  bucketExists,
  bucketNotEmpty,
  bucketNotFound,
} from "../refusals.ts";
import {
  isRealFolder,
  lookAt,
  removeEmptyTree,
  syncFolder,
} from "./folders.ts";
import { bucketPathOf } from "./paths.ts";

/** The folders with names that a bucket may have; other things are left alone. */
export async function listBucketFolders(
  bucketsPath: string,
): Promise<BucketStat[]> {
  const buckets: BucketStat[] = [];
  for (const name of await readdir(bucketsPath)) {
    const path = bucketPathOf(bucketsPath, name);
    const stat = path && (await bucketStatOf(path, name));
    if (stat) buckets.push(stat);
  }
  return buckets.sort((a, b) => compareUtf8(a.name, b.name));
}

/** @throws AppError `bucket_exists`, `invalid_request`, `storage_full` */
export async function createBucketFolder(
  bucketsPath: string,
  bucket: string,
): Promise<BucketStat> {
  assertBucketName(bucket);
  const path = `${bucketsPath}/${bucket}`;
  try {
    await mkdir(path);
    await syncFolder(bucketsPath);
  } catch (error) {
    if (!isErrno(error, "EEXIST")) throw translated(error);
    throw bucketExists(bucket, error);
  }
  const stat = await bucketStatOf(path, bucket);
  if (!stat) throw bucketNotFound(bucket);
  return stat;
}

/**
 * Removes a bucket with empty folders that are left in it.
 * @throws AppError `bucket_not_found`, `bucket_not_empty` where anything else is in it,
 * also what is no object
 */
export async function deleteBucketFolder(
  bucketsPath: string,
  bucket: string,
): Promise<void> {
  const path = await bucketFolder(bucketsPath, bucket);
  if (!(await removeEmptyTree(path))) throw bucketNotEmpty(bucket);
}

/** @throws AppError `bucket_not_found` */
export async function bucketFolder(
  bucketsPath: string,
  bucket: string,
): Promise<string> {
  const path = bucketPathOf(bucketsPath, bucket);
  if (path !== undefined && (await isRealFolder(path))) return path;
  throw bucketNotFound(bucket);
}

async function bucketStatOf(
  path: string,
  name: string,
): Promise<BucketStat | undefined> {
  const stats = await lookAt(path);
  if (!stats?.isDirectory()) return undefined;
  // Some file systems do not keep the time of birth; they tell 0.
  const createdMs = stats.birthtimeMs > 0n ? stats.birthtimeMs : stats.mtimeMs;
  return { name, createdAt: new Date(Number(createdMs)) };
}
