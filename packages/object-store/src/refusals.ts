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

/** What lies where an object, or a folder of it, should be. */
export interface Obstacle {
  /** Its path below the bucket. */
  name: string;
  kind: "folder" | "object" | "symbolic link" | "special file";
}

export function keyConflict(
  key: string,
  { obstacle, cause }: { obstacle?: Obstacle; cause?: unknown } = {},
): AppError {
  const message = `${key} cannot be stored: ${reasonOf(obstacle)}`;
  return new AppError("key_conflict", message, { cause });
}

function reasonOf(obstacle: Obstacle | undefined): string {
  const rule = "a name cannot be both an object and a folder";
  if (!obstacle) return `${rule}. Choose another name.`;
  const { name, kind } = obstacle;
  switch (kind) {
    case "folder":
      return `there is a folder ${name}, and ${rule}. Choose another name.`;
    case "object":
      return `there is an object ${name}, and ${rule}. Choose another name, or delete that object first.`;
    default:
      return `${name} in the bucket's folder is a ${kind} and no object. Choose another name, or remove it from the folder.`;
  }
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
