import type { LiveEvent } from "@oscar/contracts";

/** So many jobs of one function are told one by one; of more, only that they changed. */
const MAX_JOBS_OF_FUNCTION = 100;

/** What an event is about: of two about the same only the later matters. */
export function subjectOf(event: LiveEvent): string {
  switch (event.type) {
    case "job":
      return `job ${event.job.id}`;
    case "jobs":
      return `jobs ${event.function}`;
    case "log":
      return `log ${event.jobId} ${event.attempt}`;
    case "function":
      return `function ${event.function.name}`;
    case "function_deleted":
      return `function ${event.name}`;
    case "bucket":
      return `bucket ${event.bucket}`;
    case "operation":
      return `operation ${event.operation.id}`;
    case "buckets":
    case "reset":
      return event.type;
  }
}

/** One `jobs` event in place of the jobs of each function that has too many. */
export function coalesce(events: LiveEvent[]): LiveEvent[] {
  const jobsOf = Map.groupBy(events, (event) =>
    event.type === "job" ? event.job.function : undefined,
  );
  const crowded = new Set<string>();
  for (const [name, jobs] of jobsOf) {
    if (name !== undefined && jobs.length > MAX_JOBS_OF_FUNCTION)
      crowded.add(name);
  }
  if (crowded.size === 0) return events;
  const told = events.filter(
    (event) =>
      !(event.type === "job" && crowded.has(event.job.function)) &&
      !(event.type === "jobs" && crowded.has(event.function)),
  );
  return [
    ...told,
    ...[...crowded].map((name) => ({ type: "jobs" as const, function: name })),
  ];
}
