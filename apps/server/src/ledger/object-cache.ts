import type { ObjectStat } from "@oscar/object-store";
import { sql } from "kysely";
import type { Database } from "./database.ts";

/** So many variables fit one statement of SQLite with room to spare. */
const MAX_KEYS = 500;

/** What we know of objects beyond what their store tells: a cache, never the truth. */
export class ObjectCache {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Keeps the CRC-32 of an object version, and which job made it. */
  async remember(
    bucket: string,
    versions: { stat: ObjectStat; crc32: number; jobId?: string }[],
  ): Promise<void> {
    for (let at = 0; at < versions.length; at += MAX_KEYS / 10) {
      const rows = versions
        .slice(at, at + MAX_KEYS / 10)
        .map(({ stat, crc32, jobId }) => ({
          bucket,
          key: stat.key,
          size: stat.size,
          etag: stat.etag,
          modified_at: stat.modifiedAt.getTime(),
          crc32,
          job_id: jobId ?? null,
        }));
      await this.#db
        .insertInto("objects")
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(["bucket", "key"]).doUpdateSet((eb) => ({
            size: eb.ref("excluded.size"),
            etag: eb.ref("excluded.etag"),
            modified_at: eb.ref("excluded.modified_at"),
            crc32: eb.ref("excluded.crc32"),
            // A CRC that is only found out later says nothing about who made the version.
            job_id: sql<string | null>`CASE WHEN objects.etag = excluded.etag
              THEN coalesce(excluded.job_id, objects.job_id)
              ELSE excluded.job_id END`,
          })),
        )
        .execute();
    }
  }

  /** The known CRC-32 of exactly these versions, by key. */
  async crcsOf(
    bucket: string,
    stats: ObjectStat[],
  ): Promise<Map<string, number>> {
    const etags = new Map(stats.map(({ key, etag }) => [key, etag]));
    const known = new Map<string, number>();
    const keys = [...etags.keys()];
    for (let at = 0; at < keys.length; at += MAX_KEYS) {
      const rows = await this.#db
        .selectFrom("objects")
        .select(["key", "etag", "crc32"])
        .where("bucket", "=", bucket)
        .where("key", "in", keys.slice(at, at + MAX_KEYS))
        .execute();
      for (const { key, etag, crc32 } of rows) {
        if (crc32 !== null && etags.get(key) === etag) known.set(key, crc32);
      }
    }
    return known;
  }

  async forget(bucket: string, keys: string[]): Promise<void> {
    for (let at = 0; at < keys.length; at += MAX_KEYS) {
      await this.#db
        .deleteFrom("objects")
        .where("bucket", "=", bucket)
        .where("key", "in", keys.slice(at, at + MAX_KEYS))
        .execute();
    }
  }

  async forgetBucket(bucket: string): Promise<void> {
    await this.#db.deleteFrom("objects").where("bucket", "=", bucket).execute();
  }
}
