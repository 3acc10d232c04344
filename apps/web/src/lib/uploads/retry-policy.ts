import { type ErrorCode, isAppError } from "@oscar/contracts";

const MAX_TRIES = 5;
const FIRST_MS = 800;
const LONGEST_MS = 20_000;

/** The next try could succeed: the network or the server was away, or asked for patience. */
const PASSING: ErrorCode[] = [
  "unavailable",
  "too_many_requests",
  "client_closed",
];

/** The next file would fail in the same way, so that the queue stops and asks. */
const STOPPING: ErrorCode[] = ["storage_full", "bucket_not_found", "forbidden"];

/** How long to wait before the next try, in ms; undefined for no further try. `random` is 0 to 1. */
export function retryDelayMs(
  error: unknown,
  tries: number,
  random: number,
): number | undefined {
  if (!isAppError(error, ...PASSING) || tries >= MAX_TRIES) return undefined;
  const longestMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** tries);
  // Half fixed and half by chance, so that many browsers do not return all at once.
  return longestMs / 2 + (longestMs / 2) * random;
}

export function isStopping(error: unknown): boolean {
  return isAppError(error, ...STOPPING);
}
