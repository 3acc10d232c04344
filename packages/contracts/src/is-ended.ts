import type { JobState } from "./jobs.ts";

/** True once a job will change no more by itself. */
export function isEnded(state: JobState): boolean {
  return state === "succeeded" || state === "failed" || state === "cancelled";
}
