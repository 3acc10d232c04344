import type { StagedObject } from "@oscar/object-store";
import { sql } from "kysely";
import { type AttemptKey, changeJob } from "./change-job.ts";
import type { Database } from "./database.ts";
import type { JobRow } from "./tables.ts";

const ROWS_AT_ONCE = 1000;

/**
 * What is staged, from the moment it is committed until it is published. That one attempt of
 * a job at most gets as far as this is what keeps two from both publishing.
 */
export class PublishingLedger {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** -> publishing, with the list of what is staged: from here on the job rolls forward. */
  begin(key: AttemptKey, staged: StagedObject[]): Promise<JobRow | undefined> {
    return this.#db.transaction().execute(async (trx) => {
      const job = await changeJob(trx, key, {
        from: ["pending", "running"],
        set: { state: "publishing", exit_code: 0 },
      });
      if (!job) return undefined;
      for (let from = 0; from < staged.length; from += ROWS_AT_ONCE) {
        await trx
          .insertInto("staged")
          .values(
            staged.slice(from, from + ROWS_AT_ONCE).map((object, index) => ({
              ...object,
              job_id: key.jobId,
              position: from + index,
            })),
          )
          .execute();
      }
      return job;
    });
  }

  /** What a publishing job has staged, in order. */
  async staged(jobId: string): Promise<StagedObject[]> {
    return this.#db
      .selectFrom("staged")
      .select(["bucket", "key", "size", "crc32", "token"])
      .where("job_id", "=", jobId)
      .orderBy("position")
      .execute();
  }

  /** Every token that a publishing job still has to publish. */
  async tokens(): Promise<Set<string>> {
    const rows = await this.#db.selectFrom("staged").select("token").execute();
    return new Set(rows.map((row) => row.token));
  }

  /** publishing -> succeeded: what was staged is now the job's outputs. */
  finish(
    key: AttemptKey,
    facts: { finishedAt: Date; message: string | null },
  ): Promise<JobRow | undefined> {
    return this.#db.transaction().execute(async (trx) => {
      const job = await changeJob(trx, key, {
        from: ["publishing"],
        set: {
          state: "succeeded",
          finished_at: facts.finishedAt.getTime(),
          message: facts.message,
        },
      });
      if (!job) return undefined;
      await trx.deleteFrom("outputs").where("job_id", "=", key.jobId).execute();
      await sql`INSERT OR IGNORE INTO outputs (job_id, bucket, key, size)
        SELECT job_id, bucket, key, size FROM staged WHERE job_id = ${key.jobId}`.execute(
        trx,
      );
      await trx.deleteFrom("staged").where("job_id", "=", key.jobId).execute();
      return job;
    });
  }
}
