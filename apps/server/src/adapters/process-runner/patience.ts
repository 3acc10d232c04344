import { isAppError } from "@oscar/contracts";
import { persist } from "../../wait.ts";

/** A store that is restarted shall not cost a script its result. */
const PATIENCE_MS = 5 * 60_000;

/** Tries again while the store is unavailable, within reason. */
export function patiently<T>(
  work: () => Promise<T>,
  options: { signal: AbortSignal },
): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  return persist(work, {
    ...options,
    isTransient: (error) =>
      isAppError(error, "unavailable") && performance.now() < deadline,
    onFailure: () => undefined,
  });
}
