import type { CancelReason, JobReason, JobState } from "@oscar/contracts";
import { CompiledQuery } from "kysely";
import { type AttemptKey, type Change, changeJob } from "./change-job.ts";
import type { Database } from "./database.ts";
import type { LightTransactions } from "./light-transactions.ts";
import { partsOf } from "./parts-of.ts";
import type { JobRow } from "./tables.ts";

/** How an attempt ended, for the ledger. */
export interface EndFacts {
  state: "failed" | "cancelled";
  reason: JobReason;
  message: string;
  exitCode?: number | undefined;
}

interface CancelFacts {
  reason: CancelReason;
  message: string;
  now: Date;
}

/** What becomes of the job when its attempt has ended without success. */
export type AfterEnd =
  | { job: "ended" }
  | { job: "queued"; notBefore: Date; counts: "failure" | "loss" | "nothing" };

const QUEUED_ANEW = {
  state: "queued" as const,
  failures: 0,
  losses: 0,
  not_before: 0,
  finished_at: null,
};

const BEGIN_ATTEMPT = `
  UPDATE jobs SET state = 'pending', attempt = attempt + 1,
    generation = (SELECT generation FROM functions WHERE uid = jobs.function_uid),
    reason = NULL, message = NULL, exit_code = NULL, started_at = NULL, finished_at = NULL
  WHERE id = ? AND state = 'queued' AND EXISTS (
    SELECT 1 FROM functions WHERE uid = jobs.function_uid AND is_deleting = 0)
  RETURNING *`;

const ALIVE: JobState[] = ["pending", "running"];

/**
 * The changes of a job's state, each one transaction that applies only if the job is still
 * where the caller thinks it is. This is what keeps two attempts from both publishing: an
 * attempt that was ended or replaced finds nothing to change.
 */
export class JobTransitions {
  readonly #db: Database;
  readonly #light: LightTransactions;

  constructor(db: Database, light: LightTransactions) {
    this.#db = db;
    this.#light = light;
  }

  /**
   * queued -> pending, with a new attempt. Undefined where the job is not queued any more.
   * Light, since nothing runs before its reference is there (`setRef`).
   */
  beginAttempt(jobId: string, now: Date): Promise<JobRow | undefined> {
    return this.#light.execute(async (trx) => {
      const { rows } = await trx.executeQuery<JobRow>(
        CompiledQuery.raw(BEGIN_ATTEMPT, [jobId]),
      );
      const [job] = rows;
      if (!job) return undefined;
      await insertAttempt(trx, job, now);
      return job;
    });
  }

  /**
   * Keeps how the runner finds the attempt again. False for an attempt that may not go on.
   * Light: what it points at ends with the machine, or has a name of its own.
   */
  async setRef(
    { jobId, attempt }: AttemptKey,
    ref: Record<string, string | number>,
  ): Promise<boolean> {
    const result = await this.#light.execute((trx) =>
      trx.executeQuery(
        CompiledQuery.raw(
          "UPDATE attempts SET ref = ? WHERE job_id = ? AND number = ? AND state = 'pending'",
          [JSON.stringify(ref), jobId, attempt],
        ),
      ),
    );
    return result.numAffectedRows === 1n;
  }

  /** pending -> running. Light: an attempt with a reference is taken up like one that runs. */
  setRunning(key: AttemptKey, startedAt: Date): Promise<JobRow | undefined> {
    return this.#change(key, {
      from: ["pending"],
      set: {
        state: "running",
        started_at: startedAt.getTime(),
        message: null,
      },
    });
  }

  /** Says in words what an attempt waits for, before its script or after it. */
  setWaiting(
    key: AttemptKey,
    message: string | null,
  ): Promise<JobRow | undefined> {
    return this.#change(key, {
      from: ["pending", "running"],
      set: { message },
    });
  }

  /** The end of an attempt that publishes nothing, or no more. */
  end(
    key: AttemptKey,
    options: { facts: EndFacts; after: AfterEnd; now: Date },
  ): Promise<JobRow | undefined> {
    const { facts, after, now } = options;
    return this.#db.transaction().execute(async (trx) => {
      const ended = await changeJob(trx, key, {
        from: [...ALIVE, "publishing"],
        set: {
          state: facts.state,
          reason: facts.reason,
          message: facts.message,
          exit_code: facts.exitCode ?? null,
          finished_at: now.getTime(),
        },
      });
      if (!ended) return undefined;
      await trx.deleteFrom("staged").where("job_id", "=", key.jobId).execute();
      if (after.job === "ended") return ended;
      return trx
        .updateTable("jobs")
        .set((eb) => ({
          state: "queued",
          finished_at: null,
          not_before: after.notBefore.getTime(),
          failures: eb("failures", "+", after.counts === "failure" ? 1 : 0),
          losses: eb("losses", "+", after.counts === "loss" ? 1 : 0),
        }))
        .where("id", "=", key.jobId)
        .returningAll()
        .executeTakeFirst();
    });
  }

  /** queued -> cancelled. Undefined where the job is not queued. */
  cancelQueued(jobId: string, facts: CancelFacts): Promise<JobRow | undefined> {
    return cancellingQueued(this.#db, facts)
      .where("id", "=", jobId)
      .returningAll()
      .executeTakeFirst();
  }

  /** Cancels whatever a function still has queued. */
  async cancelAllQueued(
    functionUid: string,
    facts: CancelFacts,
  ): Promise<void> {
    await cancellingQueued(this.#db, facts)
      .where("function_uid", "=", functionUid)
      .execute();
  }

  /** Gives an ended job another chance, with its counters anew. Undefined where it has not ended. */
  requeue(jobId: string): Promise<JobRow | undefined> {
    return this.#db
      .updateTable("jobs")
      .set(QUEUED_ANEW)
      .where("id", "=", jobId)
      .where("state", "in", ["succeeded", "failed", "cancelled"])
      .returningAll()
      .executeTakeFirst();
  }

  /** Gives those of these jobs that failed or were cancelled another chance. */
  async requeueUnsuccessful(jobIds: string[]): Promise<void> {
    for (const part of partsOf(jobIds)) {
      await this.#db
        .updateTable("jobs")
        .set(QUEUED_ANEW)
        .where("id", "in", part)
        .where("state", "in", ["failed", "cancelled"])
        .execute();
    }
  }

  /** Gives every failed job of a function another chance; returns how many. */
  async requeueFailed(functionUid: string): Promise<number> {
    const result = await this.#db
      .updateTable("jobs")
      .set(QUEUED_ANEW)
      .where("function_uid", "=", functionUid)
      .where("state", "=", "failed")
      .executeTakeFirst();
    return Number(result.numUpdatedRows);
  }

  #change(key: AttemptKey, change: Change): Promise<JobRow | undefined> {
    return this.#light.execute((trx) => changeJob(trx, key, change));
  }
}

function cancellingQueued(db: Database, facts: CancelFacts) {
  return db
    .updateTable("jobs")
    .set({
      state: "cancelled",
      reason: facts.reason,
      message: facts.message,
      finished_at: facts.now.getTime(),
    })
    .where("state", "=", "queued");
}

async function insertAttempt(
  trx: Pick<Database, "executeQuery">,
  job: JobRow,
  now: Date,
): Promise<void> {
  await trx.executeQuery(
    CompiledQuery.raw(
      "INSERT INTO attempts (job_id, number, generation, state, created_at) VALUES (?, ?, ?, 'pending', ?)",
      [job.id, job.attempt, job.generation, now.getTime()],
    ),
  );
}
