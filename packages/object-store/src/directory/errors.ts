import type { BigIntStats } from "node:fs";
import { AppError, isAppError } from "@oscar/contracts";

/** The errno name of a file system's error, such as ENOENT. */
function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && "syscall" in error
    ? String(error.code)
    : undefined;
}

/** True for a file system's error of one of these errno names. */
export function isErrno(error: unknown, ...names: string[]): boolean {
  const name = errnoOf(error);
  return name !== undefined && names.includes(name);
}

/** True where a path leads to nothing, or through something that is not a folder. */
export function isAbsent(error: unknown): boolean {
  return isErrno(error, "ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG");
}

/** The AppError that a file system's error stands for; others stay as they are. */
export function translated(error: unknown): unknown {
  if (isAppError(error)) return error;
  if (isErrno(error, "ENOSPC", "EDQUOT")) {
    return new AppError(
      "storage_full",
      "The disk is full: free some space and try again.",
      { cause: error },
    );
  }
  if (isErrno(error, "ENAMETOOLONG", "EILSEQ")) {
    return new AppError(
      "key_unsupported",
      "This file system cannot store an object of that name.",
      { cause: error },
    );
  }
  return error;
}

export function bucketNotFound(bucket: string): AppError {
  return new AppError("bucket_not_found", `There is no bucket ${bucket}.`);
}

/** What lies where an object, or a folder of it, should be. */
export interface Obstacle {
  /** Its path below the bucket. */
  name: string;
  stats: Pick<BigIntStats, "isFile" | "isDirectory" | "isSymbolicLink">;
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
  const { name, stats } = obstacle;
  if (stats.isDirectory())
    return `there is a folder ${name}, and ${rule}. Choose another name.`;
  if (stats.isFile())
    return `there is an object ${name}, and ${rule}. Choose another name, or delete that object first.`;
  const kind = stats.isSymbolicLink() ? "a symbolic link" : "a special file";
  return `${name} in the bucket's folder is ${kind} and no object. Choose another name, or remove it from the folder.`;
}

export function alreadyThere(key: string, cause?: unknown): AppError {
  return new AppError("precondition_failed", `${key} exists already.`, {
    cause,
  });
}

export function hasChanged(key: string): AppError {
  return new AppError("precondition_failed", `${key} has changed meanwhile.`);
}
