import type { JobState, JobStateFilter } from "./jobs.ts";

/** The states that a filter lets through. */
export function statesOf(filter: JobStateFilter): JobState[] {
  if (filter === "waiting") return ["queued", "pending"];
  if (filter === "active") return ["running", "publishing"];
  return [filter];
}
