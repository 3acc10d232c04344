import type { JobCounts, JobState } from "@oscar/contracts";
import { CompiledQuery } from "kysely";
import type { Database } from "./database.ts";
import { type JobFilter, listJobs } from "./list-jobs.ts";
import { partsOf } from "./parts-of.ts";
import type { AttemptsTable, JobRow, JobsTable } from "./tables.ts";

export type NewJob = Pick<
  JobsTable,
  | "id"
  | "function_uid"
  | "function_name"
  | "generation"
  | "bucket"
  | "key"
  | "etag"
  | "size"
  | "modified_at"
>;

const COUNTED: JobCounts = {
  queued: 0,
  pending: 0,
  running: 0,
  publishing: 0,
  succeeded: 0,
  failed: 0,
  cancelled: 0,
};

const queued = {
  state: "queued" as const,
  attempt: 0,
  failures: 0,
  losses: 0,
  not_before: 0,
};

// Asked for every job that starts, so they are not built anew each time.
const NEXT_QUEUED = `SELECT * FROM jobs
  WHERE state = 'queued' AND function_uid = ? AND not_before <= ? ORDER BY seq LIMIT ?`;
// A literal, so that SQLite sees that the index of waiting jobs will do.
const NEXT_DUE = `SELECT not_before AS due FROM jobs
  WHERE state = 'queued' AND not_before > 0 AND not_before > ? ORDER BY not_before LIMIT 1`;

/** Reads jobs, and queues new ones. How they change afterwards is in `transitions.ts`. */
export class JobsLedger {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Queues, in one transaction, those jobs that the ledger does not know and whose function
   * lives; returns them.
   */
  async queue(jobs: NewJob[], now: Date): Promise<JobRow[]> {
    if (jobs.length === 0) return [];
    const known = new Set(await this.known(jobs.map((job) => job.id)));
    const fresh = jobs.filter((job) => !known.has(job.id));
    if (fresh.length === 0) return [];
    return this.#db.transaction().execute(async (trx) => {
      const living = await trx
        .selectFrom("functions")
        .select("uid")
        .where("is_deleting", "=", 0)
        .execute();
      const uids = new Set(living.map((row) => row.uid));
      const wanted = fresh.filter((job) => uids.has(job.function_uid));
      const added: JobRow[] = [];
      for (const part of partsOf(wanted)) {
        const rows = await trx
          .insertInto("jobs")
          .values(
            part.map((job) => ({
              ...queued,
              ...job,
              created_at: now.getTime(),
            })),
          )
          .onConflict((conflict) => conflict.column("id").doNothing())
          .returningAll()
          .execute();
        added.push(...rows);
      }
      return added;
    });
  }

  /** Which of these ids there are jobs for. */
  async known(ids: string[]): Promise<string[]> {
    return [...(await this.states(ids)).keys()];
  }

  /** The states of those of these jobs that there are. */
  async states(ids: string[]): Promise<Map<string, JobState>> {
    const states = new Map<string, JobState>();
    for (const part of partsOf(ids)) {
      const rows = await this.#db
        .selectFrom("jobs")
        .select(["id", "state"])
        .where("id", "in", part)
        .execute();
      for (const row of rows) states.set(row.id, row.state);
    }
    return states;
  }

  get(id: string): Promise<JobRow | undefined> {
    return this.#db
      .selectFrom("jobs")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
  }

  /** Newest first. */
  list(filter: JobFilter): Promise<JobRow[]> {
    return listJobs(this.#db, filter);
  }

  /** The oldest jobs of a function that may start now. */
  async nextQueued(
    functionUid: string,
    { now, limit }: { now: Date; limit: number },
  ): Promise<JobRow[]> {
    const values = [functionUid, now.getTime(), limit];
    const query = CompiledQuery.raw(NEXT_QUEUED, values);
    return (await this.#db.executeQuery<JobRow>(query)).rows;
  }

  /** When the first of the queued jobs that still have to wait may start. */
  async nextDue(now: Date): Promise<Date | undefined> {
    const query = CompiledQuery.raw(NEXT_DUE, [now.getTime()]);
    const { rows } = await this.#db.executeQuery<{ due: number }>(query);
    return rows[0] && new Date(rows[0].due);
  }

  /** Jobs whose attempt an earlier server left unfinished, oldest first. */
  unfinished(): Promise<JobRow[]> {
    return this.#db
      .selectFrom("jobs")
      .selectAll()
      .where("state", "in", ["pending", "running", "publishing"])
      .orderBy("seq")
      .execute();
  }

  attempts(jobId: string): Promise<AttemptsTable[]> {
    return this.#db
      .selectFrom("attempts")
      .selectAll()
      .where("job_id", "=", jobId)
      .orderBy("number")
      .execute();
  }

  attempt(jobId: string, number: number): Promise<AttemptsTable | undefined> {
    return this.#db
      .selectFrom("attempts")
      .selectAll()
      .where("job_id", "=", jobId)
      .where("number", "=", number)
      .executeTakeFirst();
  }

  /** The first outputs of each of these jobs, in the order of their buckets and keys. */
  async outputs(
    jobIds: string[],
    limitEach: number,
  ): Promise<Map<string, { bucket: string; key: string; size: number }[]>> {
    const found = new Map<
      string,
      { bucket: string; key: string; size: number }[]
    >();
    for (const jobId of jobIds) {
      const rows = await this.#db
        .selectFrom("outputs")
        .select(["bucket", "key", "size"])
        .where("job_id", "=", jobId)
        // The order of the table's own key, so that no more are read than wanted.
        .orderBy("bucket")
        .orderBy("key")
        .limit(limitEach)
        .execute();
      found.set(jobId, rows);
    }
    return found;
  }

  /** How many jobs each function has in each state, by its uid. */
  async counts(): Promise<Map<string, JobCounts>> {
    const counts = new Map<string, JobCounts>();
    const rows = await this.#db.selectFrom("job_counts").selectAll().execute();
    for (const row of rows) {
      const known = counts.get(row.function_uid) ?? { ...COUNTED };
      known[row.state] = row.jobs;
      counts.set(row.function_uid, known);
    }
    return counts;
  }

  async countsOf(functionUid: string): Promise<JobCounts> {
    const rows = await this.#db
      .selectFrom("job_counts")
      .selectAll()
      .where("function_uid", "=", functionUid)
      .execute();
    const counts = { ...COUNTED };
    for (const row of rows) counts[row.state] = row.jobs;
    return counts;
  }

  /** The ids of some of a function's jobs; none are left when it is empty. */
  async someOf(functionUid: string, limit: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom("jobs")
      .select("id")
      .where("function_uid", "=", functionUid)
      .limit(limit)
      .execute();
    return rows.map((row) => row.id);
  }

  async delete(ids: string[]): Promise<void> {
    for (const part of partsOf(ids))
      await this.#db.deleteFrom("jobs").where("id", "in", part).execute();
  }
}
