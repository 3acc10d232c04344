import type { JobState } from "@oscar/contracts";
import type { Database } from "./database.ts";
import type { JobRow } from "./tables.ts";

/** Which attempt speaks: only the latest one of a job is heard. */
export interface AttemptKey {
  jobId: string;
  attempt: number;
}

/** One change of a job and of its attempt. */
export interface Change {
  from: JobState[];
  set: Partial<
    Pick<
      JobRow,
      | "state"
      | "reason"
      | "message"
      | "exit_code"
      | "started_at"
      | "finished_at"
    >
  >;
}

/** Applies one change to a job and to its attempt, if that attempt is still the one in force. */
export async function changeJob(
  trx: Pick<Database, "updateTable">,
  { jobId, attempt }: AttemptKey,
  change: Change,
): Promise<JobRow | undefined> {
  const job = await trx
    .updateTable("jobs")
    .set(change.set)
    .where("id", "=", jobId)
    .where("attempt", "=", attempt)
    .where("state", "in", change.from)
    .returningAll()
    .executeTakeFirst();
  if (!job) return undefined;
  await trx
    .updateTable("attempts")
    .set(change.set)
    .where("job_id", "=", jobId)
    .where("number", "=", attempt)
    .execute();
  return job;
}

/** The attempt in force of a job. */
export function keyOf(job: Pick<JobRow, "id" | "attempt">): AttemptKey {
  return { jobId: job.id, attempt: job.attempt };
}
