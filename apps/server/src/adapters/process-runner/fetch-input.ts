import { rm } from "node:fs/promises";
import { isAppError } from "@oscar/contracts";
import type { ObjectStore } from "@oscar/object-store";
import type { AttemptEnd, AttemptSpec } from "../../ports/job-runner.ts";
import { startFailed } from "./failure.ts";
import { patiently } from "./patience.ts";
import type { Scratch } from "./scratch.ts";

const SUPERSEDED: AttemptEnd = { outcome: "stale", reason: "superseded" };
const DELETED: AttemptEnd = { outcome: "stale", reason: "input_deleted" };

/**
 * Copies the attempt's input into its scratch folder, where the script may do with it what
 * it likes. Undefined when it is there, else how the attempt ends.
 */
export async function fetchInput(
  { input }: AttemptSpec,
  scratch: Scratch,
  options: { store: ObjectStore; signal: AbortSignal },
): Promise<AttemptEnd | undefined> {
  const { store, signal } = options;
  const { bucket, key, etag } = input;
  try {
    const object = { bucket, key, ifMatch: etag };
    const file = scratch.inputFile(key);
    let isFirst = true;
    const found = await patiently(
      async () => {
        if (!isFirst) await rm(file, { force: true });
        isFirst = false;
        return store.download(object, file, { signal });
      },
      { store, signal },
    );
    return found ? undefined : DELETED;
  } catch (error) {
    if (isAppError(error, "precondition_failed")) return SUPERSEDED;
    if (isAppError(error, "bucket_not_found")) return DELETED;
    if (isAppError(error, "storage_full")) return startFailed(error.message);
    if (isAppError(error, "unavailable")) {
      const message = `The input could not be read: ${error.message}`;
      return { outcome: "failed", reason: "lost", message };
    }
    throw error;
  }
}
