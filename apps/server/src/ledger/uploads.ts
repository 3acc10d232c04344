import type { StagedObject } from "@oscar/object-store";
import type { PodUpload, UploadRecord } from "../ports/upload-record.ts";
import type { Database } from "./database.ts";
import type { PodUploadRow } from "./tables.ts";

/** The uploads of pods that are under way, or finished and not yet part of `staged`. */
export class UploadLedger implements UploadRecord {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async add(upload: Omit<PodUpload, "staged">): Promise<void> {
    const { jobId, ...rest } = upload;
    await this.#db
      .insertInto("pod_uploads")
      .values({ ...rest, job_id: jobId })
      .execute();
  }

  async of(attempt: { jobId: string; attempt: number }): Promise<PodUpload[]> {
    const rows = await this.#db
      .selectFrom("pod_uploads")
      .selectAll()
      .where("job_id", "=", attempt.jobId)
      .where("attempt", "=", attempt.attempt)
      .orderBy("seq")
      .execute();
    return rows.map(uploadOf);
  }

  async get(id: string): Promise<PodUpload | undefined> {
    const row = await this.#db
      .selectFrom("pod_uploads")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
    return row && uploadOf(row);
  }

  /** The staged object's token takes the place of the upload's. */
  async finish(id: string, staged: StagedObject): Promise<void> {
    const { token, size, crc32 } = staged;
    await this.#db
      .updateTable("pod_uploads")
      .set({ token, size, crc32 })
      .where("id", "=", id)
      .execute();
  }

  async forget(attempt: { jobId: string; attempt: number }): Promise<void> {
    await this.#db
      .deleteFrom("pod_uploads")
      .where("job_id", "=", attempt.jobId)
      .where("attempt", "=", attempt.attempt)
      .execute();
  }

  /** Every token that the pod of a living attempt still needs. */
  async tokens(): Promise<string[]> {
    const rows = await this.#living().select("pod_uploads.token").execute();
    return rows.map((row) => row.token);
  }

  /** Forgets what ended attempts have left; the store's sweep takes the uploads themselves. */
  async forgetEnded(): Promise<void> {
    const living = this.#living().select("pod_uploads.id");
    await this.#db
      .deleteFrom("pod_uploads")
      .where("id", "not in", living)
      .execute();
  }

  #living() {
    return this.#db
      .selectFrom("pod_uploads")
      .innerJoin("jobs", (join) =>
        join
          .onRef("jobs.id", "=", "pod_uploads.job_id")
          .onRef("jobs.attempt", "=", "pod_uploads.attempt"),
      )
      .where("jobs.state", "in", ["pending", "running"]);
  }
}

function uploadOf(row: PodUploadRow): PodUpload {
  const { id, attempt, pod, bucket, key, token, size, crc32 } = row;
  const upload = { id, jobId: row.job_id, attempt, pod, bucket, key, token };
  if (size === null || crc32 === null) return upload;
  return { ...upload, staged: { bucket, key, size, crc32, token } };
}
