import type { ObjectStat } from "@oscar/object-store";
import type { Database } from "./database.ts";
import { partsOf } from "./parts-of.ts";
import type { ObjectsTable } from "./tables.ts";
import { unlessFull } from "./unless-full.ts";

/** What is remembered of an object version beside what the store tells. */
export interface RememberedObject extends Omit<ObjectStat, "arrivedAt"> {
  crc32?: number | undefined;
  jobId?: string | undefined;
}

/** Hears of all objects that we store or delete, once that is in the ledger. */
export interface ObjectsObserver {
  stored(bucket: string, objects: RememberedObject[]): Promise<void>;
  deleted(bucket: string, keys: string[]): Promise<void>;
  bucketDeleted(bucket: string): Promise<void>;
}

/**
 * A cache of object versions: their CRC-32, and the job that made them. What a full disk keeps
 * from being written is not missed, and what could not be forgotten is of another version.
 */
export class ObjectsLedger {
  readonly #db: Database;
  #observer: ObjectsObserver | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  observe(observer: ObjectsObserver): void {
    this.#observer = observer;
  }

  /** Keeps what is known of versions; other ones under the same keys are forgotten. */
  async remember(bucket: string, objects: RememberedObject[]): Promise<void> {
    for (const part of partsOf(objects)) {
      await unlessFull(() =>
        this.#db
          .insertInto("objects")
          .values(part.map((object) => rowOf(bucket, object)))
          .onConflict((conflict) =>
            conflict.columns(["bucket", "key"]).doUpdateSet((eb) => ({
              size: eb.ref("excluded.size"),
              etag: eb.ref("excluded.etag"),
              modified_at: eb.ref("excluded.modified_at"),
              crc32: eb.ref("excluded.crc32"),
              job_id: eb.ref("excluded.job_id"),
            })),
          )
          .execute(),
      );
    }
    await this.#observer?.stored(bucket, objects);
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

  /** True where this version is what a job has made, with bytes of this CRC-32. */
  async isMadeBy(
    jobId: string,
    version: { bucket: string; key: string; etag: string; crc32: number },
  ): Promise<boolean> {
    const { bucket, key, etag, crc32 } = version;
    const row = await this.#db
      .selectFrom("objects")
      .select("job_id")
      .where("bucket", "=", bucket)
      .where("key", "=", key)
      .where("etag", "=", etag)
      .where("crc32", "=", crc32)
      .executeTakeFirst();
    return row?.job_id === jobId;
  }

  /** The known CRC-32 of each of these versions, by key. */
  async crcsOf(
    bucket: string,
    versions: { key: string; etag: string }[],
  ): Promise<Map<string, number>> {
    const etags = new Map(versions.map(({ key, etag }) => [key, etag]));
    const known = new Map<string, number>();
    for (const keys of partsOf([...etags.keys()])) {
      const rows = await this.#db
        .selectFrom("objects")
        .select(["key", "etag", "crc32"])
        .where("bucket", "=", bucket)
        .where("key", "in", keys)
        .execute();
      for (const { key, etag, crc32 } of rows) {
        if (crc32 !== null && etags.get(key) === etag) known.set(key, crc32);
      }
    }
    return known;
  }

  /** Adds the CRC-32 of versions that had none; who made a version stays known. */
  async addCrcs(
    bucket: string,
    versions: (Omit<ObjectStat, "arrivedAt"> & { crc32: number })[],
  ): Promise<void> {
    if (versions.length === 0) return;
    await this.#db.transaction().execute(async (trx) => {
      for (const { key, etag, size, modifiedAt, crc32 } of versions) {
        const row = { size, etag, modified_at: modifiedAt.getTime(), crc32 };
        await trx
          .insertInto("objects")
          .values({ bucket, key, ...row, job_id: null })
          .onConflict((conflict) =>
            conflict.columns(["bucket", "key"]).doUpdateSet((eb) => ({
              ...row,
              job_id: eb
                .case()
                .when("objects.etag", "=", etag)
                .then(eb.ref("objects.job_id"))
                .else(null)
                .end(),
            })),
          )
          .execute();
      }
    });
  }

  async forgetBucket(bucket: string): Promise<void> {
    await unlessFull(() =>
      this.#db.deleteFrom("objects").where("bucket", "=", bucket).execute(),
    );
    await this.#observer?.bucketDeleted(bucket);
  }

  async forget(bucket: string, ...keys: string[]): Promise<void> {
    for (const part of partsOf(keys)) {
      await unlessFull(() =>
        this.#db
          .deleteFrom("objects")
          .where("bucket", "=", bucket)
          .where("key", "in", part)
          .execute(),
      );
    }
    await this.#observer?.deleted(bucket, keys);
  }
}

function rowOf(bucket: string, object: RememberedObject): ObjectsTable {
  return {
    bucket,
    key: object.key,
    size: object.size,
    etag: object.etag,
    modified_at: object.modifiedAt.getTime(),
    crc32: object.crc32 ?? null,
    job_id: object.jobId ?? null,
  };
}
