import type { JobState } from "@oscar/contracts";
import { CompiledQuery } from "kysely";
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

/**
 * Applies one change to a job and to its attempt, if that attempt is still the one in force.
 * The statements are put together here rather than built: a job takes eight of them, and
 * building took longer than all that SQLite does.
 */
export async function changeJob(
  trx: Pick<Database, "executeQuery">,
  { jobId, attempt }: AttemptKey,
  { from, set }: Change,
): Promise<JobRow | undefined> {
  // Names of columns, by the type; all values are parameters.
  const assignments = Object.keys(set)
    .map((column) => `${column} = ?`)
    .join(", ");
  const values = Object.values(set);
  const states = from.map(() => "?").join(", ");
  const { rows } = await trx.executeQuery<JobRow>(
    CompiledQuery.raw(
      `UPDATE jobs SET ${assignments} WHERE id = ? AND attempt = ? AND state IN (${states}) RETURNING *`,
      [...values, jobId, attempt, ...from],
    ),
  );
  const [job] = rows;
  if (!job) return undefined;
  await trx.executeQuery(
    CompiledQuery.raw(
      `UPDATE attempts SET ${assignments} WHERE job_id = ? AND number = ?`,
      [...values, jobId, attempt],
    ),
  );
  return job;
}

/** The attempt in force of a job. */
export function keyOf(job: Pick<JobRow, "id" | "attempt">): AttemptKey {
  return { jobId: job.id, attempt: job.attempt };
}
