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
