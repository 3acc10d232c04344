import {
  AppError,
  BucketName,
  compareUtf8,
  isAppError,
} from "@oscar/contracts";
import type { BucketStat } from "../object-store.ts";
import { assertBucketName, bucketNotFound } from "../refusals.ts";
import type { Connection } from "./connection.ts";
import { listPage } from "./list-page.ts";
import { pruneFolders } from "./prune-folders.ts";

/** The buckets whose names we can work with; others are left alone. */
export async function listBuckets(
  connection: Connection,
): Promise<BucketStat[]> {
  const buckets = await connection.call((client) => client.listBuckets());
  return buckets
    .map(({ name, creationDate }) => ({ name, createdAt: creationDate }))
    .filter(({ name }) => BucketName.safeParse(name).success)
    .sort((a, b) => compareUtf8(a.name, b.name));
}

/** @throws AppError `bucket_exists`, `invalid_request` */
export async function createBucket(
  connection: Connection,
  bucket: string,
): Promise<BucketStat> {
  assertBucketName(bucket);
  await connection.call((client) => client.makeBucket(bucket));
  const buckets = await listBuckets(connection);
  const made = buckets.find(({ name }) => name === bucket);
  if (!made) throw bucketNotFound(bucket);
  return made;
}

/**
 * Removes a bucket with the folders' markers that are left in it.
 * @throws AppError `bucket_not_found`, `bucket_not_empty`
 */
export async function deleteBucket(
  connection: Connection,
  bucket: string,
): Promise<void> {
  if (!BucketName.safeParse(bucket).success) throw bucketNotFound(bucket);
  const remove = () => connection.call((client) => client.removeBucket(bucket));
  try {
    return await remove();
  } catch (error) {
    if (!isAppError(error, "bucket_not_empty")) throw error;
    const { objects } = await listPage(connection, bucket, { limit: 1 });
    if (objects.length > 0) throw error;
  }
  await pruneFolders(connection, bucket, { prefix: "" });
  try {
    await remove();
  } catch (error) {
    if (!isAppError(error, "bucket_not_empty")) throw error;
    throw new AppError(
      "bucket_not_empty",
      `Bucket ${bucket} shows no objects, but MinIO keeps older versions of some. Remove them with MinIO's own tools first.`,
      { cause: error },
    );
  }
}
