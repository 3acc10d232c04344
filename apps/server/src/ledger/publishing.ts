import type { StagedObject } from "@oscar/object-store";
import { CompiledQuery, sql } from "kysely";
import { type AttemptKey, changeJob } from "./change-job.ts";
import type { Database } from "./database.ts";
import type { LightTransactions } from "./light-transactions.ts";
import { partsOf } from "./parts-of.ts";
import type { JobRow } from "./tables.ts";

const MAX_OTHER_MAKERS = 5;

const MOVE_TO_OUTPUTS = [
  "DELETE FROM outputs WHERE job_id = ?",
  `INSERT OR IGNORE INTO outputs (job_id, bucket, key, size)
    SELECT job_id, bucket, key, size FROM staged WHERE job_id = ?`,
  "DELETE FROM staged WHERE job_id = ?",
];

/**
 * What is staged, from the moment it is committed until it is published. That one attempt of
 * a job at most gets as far as this is what keeps two from both publishing.
 */
export class PublishingLedger {
  readonly #db: Database;
  readonly #light: LightTransactions;

  constructor(db: Database, light: LightTransactions) {
    this.#db = db;
    this.#light = light;
  }

  /** -> publishing, with the list of what is staged: from here on the job rolls forward. */
  begin(key: AttemptKey, staged: StagedObject[]): Promise<JobRow | undefined> {
    return this.#db.transaction().execute(async (trx) => {
      const job = await changeJob(trx, key, {
        from: ["pending", "running"],
        set: { state: "publishing", exit_code: 0, message: null },
      });
      if (!job) return undefined;
      const rows = staged.map((object, position) => ({
        ...object,
        job_id: key.jobId,
        position,
      }));
      for (const part of partsOf(rows))
        await trx.insertInto("staged").values(part).execute();
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

  /**
   * Which of a job's staged objects replace what a job of another input had made; the first
   * few, with that input as BUCKET/KEY.
   */
  async otherMakers(
    job: Pick<JobRow, "id" | "bucket" | "key">,
  ): Promise<{ bucket: string; key: string; input: string }[]> {
    const found = await sql<{ bucket: string; key: string; input: string }>`
      SELECT bucket, key, (
        SELECT jobs.bucket || '/' || jobs.key
        FROM outputs JOIN jobs ON jobs.id = outputs.job_id
        WHERE outputs.bucket = staged.bucket AND outputs.key = staged.key
        ORDER BY jobs.finished_at DESC LIMIT 1) AS input
      FROM staged WHERE job_id = ${job.id}
        AND input <> ${`${job.bucket}/${job.key}`}
      ORDER BY position LIMIT ${MAX_OTHER_MAKERS}`.execute(this.#db);
    return found.rows;
  }

  /** Every token that a publishing job still has to publish. */
  async tokens(): Promise<Set<string>> {
    const rows = await this.#db.selectFrom("staged").select("token").execute();
    return new Set(rows.map((row) => row.token));
  }

  /**
   * publishing -> succeeded: what was staged is now the job's outputs. Light: what is published
   * already is found published, and the job ends again.
   */
  finish(
    key: AttemptKey,
    facts: { finishedAt: Date; message: string | null },
  ): Promise<JobRow | undefined> {
    return this.#light.execute(async (trx) => {
      const job = await changeJob(trx, key, {
        from: ["publishing"],
        set: {
          state: "succeeded",
          finished_at: facts.finishedAt.getTime(),
          message: facts.message,
        },
      });
      if (!job) return undefined;
      for (const statement of MOVE_TO_OUTPUTS)
        await trx.executeQuery(CompiledQuery.raw(statement, [key.jobId]));
      return job;
    });
  }
}
