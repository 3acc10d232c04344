import type { ObjectStat } from "@oscar/object-store";
import type { Database } from "./database.ts";

/** What is remembered of an object version beside what the store tells. */
export interface RememberedObject extends Omit<ObjectStat, "arrivedAt"> {
  crc32?: number | undefined;
  jobId?: string | undefined;
}

/** A cache of object versions: their CRC-32, and the job that made them. */
export class ObjectsLedger {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Keeps what is known of a version; another version under the same key is forgotten. */
  async remember(bucket: string, object: RememberedObject): Promise<void> {
    const row = {
      size: object.size,
      etag: object.etag,
      modified_at: object.modifiedAt.getTime(),
      crc32: object.crc32 ?? null,
      job_id: object.jobId ?? null,
    };
    await this.#db
      .insertInto("objects")
      .values({ bucket, key: object.key, ...row })
      .onConflict((conflict) =>
        conflict.columns(["bucket", "key"]).doUpdateSet(row),
      )
      .execute();
  }

  /** The CRC-32 of a version, where it is known. */
  async crc32Of(
    bucket: string,
    version: { key: string; etag: string },
  ): Promise<number | undefined> {
    const row = await this.#db
      .selectFrom("objects")
      .select("crc32")
      .where("bucket", "=", bucket)
      .where("key", "=", version.key)
      .where("etag", "=", version.etag)
      .executeTakeFirst();
    return row?.crc32 ?? undefined;
  }

  async forget(bucket: string, key: string): Promise<void> {
    await this.#db
      .deleteFrom("objects")
      .where("bucket", "=", bucket)
      .where("key", "=", key)
      .execute();
  }
}
