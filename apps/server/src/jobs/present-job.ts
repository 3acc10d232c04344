import type { Attempt, Job, JobOutput } from "@oscar/contracts";
import type { AttemptsTable, JobRow } from "../ledger/tables.ts";

/** A job as the API shows it. */
export function presentJob(row: JobRow, outputs: JobOutput[]): Job {
  return {
    id: row.id,
    function: row.function_name,
    generation: row.generation,
    input: {
      bucket: row.bucket,
      key: row.key,
      etag: row.etag,
      size: row.size,
    },
    state: row.state,
    attempt: row.attempt,
    ...presentEnd(row),
    createdAt: time(row.created_at),
    outputs,
  };
}

/** An attempt as the API shows it. */
export function presentAttempt(row: AttemptsTable): Attempt {
  return {
    number: row.number,
    generation: row.generation,
    state: row.state,
    ...presentEnd(row),
    createdAt: time(row.created_at),
  };
}

function presentEnd(
  row: Pick<
    JobRow,
    "reason" | "message" | "exit_code" | "started_at" | "finished_at"
  >,
) {
  return {
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.message === null ? {} : { message: row.message }),
    ...(row.exit_code === null ? {} : { exitCode: row.exit_code }),
    ...(row.started_at === null ? {} : { startedAt: time(row.started_at) }),
    ...(row.finished_at === null ? {} : { finishedAt: time(row.finished_at) }),
  };
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
