import type { WorkContext } from "../operations/operations.ts";
import type { Deleting } from "./use-cases.ts";

/** Turns the counts that a deletion tells into the progress of its operation. */
export function deleting({ signal, progress }: WorkContext): Deleting {
  let deleted = 0;
  return {
    signal,
    onDeleted(objects) {
      deleted += objects;
      progress(deleted);
    },
  };
}
