import { BucketName } from "@oscar/contracts";
import { assertKey, bucketNotFound } from "../refusals.ts";

/** Where an object is, or would be. */
export interface Location {
  bucket: string;
  key: string;
  bucketPath: string;
  /** The folder that holds the file. */
  folderPath: string;
  path: string;
}

/** The path of a bucket, or undefined for what cannot be the name of one. */
export function bucketPathOf(
  bucketsPath: string,
  bucket: string,
): string | undefined {
  return BucketName.safeParse(bucket).success
    ? `${bucketsPath}/${bucket}`
    : undefined;
}

/**
 * Maps a key to a path. The key rule leaves nothing that leads elsewhere.
 * @throws AppError `key_unsupported`, `bucket_not_found`
 */
export function locate(
  bucketsPath: string,
  object: { bucket: string; key: string },
): Location {
  const { bucket, key } = object;
  assertKey(key);
  const bucketPath = bucketPathOf(bucketsPath, bucket);
  if (bucketPath === undefined) throw bucketNotFound(bucket);
  const path = `${bucketPath}/${key}`;
  const folderPath = path.slice(0, path.lastIndexOf("/"));
  return { bucket, key, bucketPath, folderPath, path };
}

/** The folder part of a key or prefix, with its slash; empty at the top of a bucket. */
export function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf("/") + 1);
}
