import { AppError, BucketName, keyProblem } from "@oscar/contracts";

/** @throws AppError `key_unsupported`: one rule for every store */
export function assertKey(key: string): void {
  const problem = keyProblem(key);
  if (problem !== undefined) throw new AppError("key_unsupported", problem);
}

/** @throws AppError `invalid_request` */
export function assertBucketName(bucket: string): void {
  const name = BucketName.safeParse(bucket);
  if (name.success) return;
  const [issue] = name.error.issues;
  throw new AppError("invalid_request", issue?.message ?? "Not a name.");
}

export function bucketExists(bucket: string, cause?: unknown): AppError {
  return new AppError("bucket_exists", `There is a bucket ${bucket} already.`, {
    cause,
  });
}

export function bucketNotEmpty(bucket: string, cause?: unknown): AppError {
  return new AppError("bucket_not_empty", `Bucket ${bucket} is not empty.`, {
    cause,
  });
}

export function bucketNotFound(bucket: string, cause?: unknown): AppError {
  return new AppError("bucket_not_found", `There is no bucket ${bucket}.`, {
    cause,
  });
}

export function keyConflict(key: string, cause?: unknown): AppError {
  return new AppError(
    "key_conflict",
    `${key} cannot be stored: a name cannot be both an object and a folder.`,
    { cause },
  );
}

export function alreadyThere(key: string, cause?: unknown): AppError {
  return new AppError("precondition_failed", `${key} exists already.`, {
    cause,
  });
}

export function hasChanged(key: string, cause?: unknown): AppError {
  return new AppError("precondition_failed", `${key} has changed meanwhile.`, {
    cause,
  });
}

export function noRegularFile(filePath: string): AppError {
  return new AppError(
    "invalid_request",
    `${filePath.slice(filePath.lastIndexOf("/") + 1)} is no regular file.`,
  );
}

/** @throws AppError `key_unsupported`, `bucket_not_found` */
export function assertPut({
  bucket,
  key,
}: {
  bucket: string;
  key: string;
}): void {
  assertKey(key);
  if (!BucketName.safeParse(bucket).success) throw bucketNotFound(bucket);
}
