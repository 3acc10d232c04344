import type { Logger } from "pino";
import type { AttemptEnd, JobLogs } from "../ports/job-runner.ts";

/** What the end of a log says, so that its reader need not look for it elsewhere. */
export function linesOf(end: AttemptEnd): string[] {
  switch (end.outcome) {
    case "succeeded":
      return end.notes;
    case "failed":
      return [end.message];
    case "cancelled":
      return ["The job was cancelled."];
    case "stale":
    case "left":
      return [];
  }
}

/** Writes lines of ours into an attempt's log; one that cannot be written harms nobody. */
export async function noteLines(
  logs: Pick<JobLogs, "note">,
  attempt: { jobId: string; attempt: number },
  { lines, log }: { lines: string[]; log: Logger },
): Promise<void> {
  for (const line of lines) {
    try {
      await logs.note(attempt, line);
    } catch (err) {
      log.warn({ err, line }, "log was not written");
    }
  }
}
