import { sql } from "kysely";
import { partsOf } from "../ledger/parts-of.ts";
import { foldedKey } from "./folded-key.ts";
import type { ListingsDatabase } from "./listings.ts";
import type { ObjectChanges } from "./object-changes.ts";

/** Each row touches three indexes: so few take a few milliseconds. */
export const WRITTEN_AT_ONCE = 100;

/** What a listing tells of an object. */
export interface ListedObject {
  key: string;
  size: number;
  etag: string;
  modifiedAt: Date;
}

/** The rows of buckets, to compare with listings and to change. */
export class ListedObjects {
  readonly #db: ListingsDatabase;
  readonly #changes: ObjectChanges;

  constructor(db: ListingsDatabase, changes: ObjectChanges) {
    this.#db = db;
    this.#changes = changes;
  }

  /** What is known between two keys, the first excluded, in the order of listings. */
  async between(
    bucket: string,
    { after, upTo }: { after: string; upTo: string | undefined },
    limit: number,
  ): Promise<ListedObject[]> {
    const rows = await this.#db
      .selectFrom("objects")
      .select(["key", "size", "etag", "modified_at"])
      .where("bucket", "=", bucket)
      .where("key", ">", after)
      .$if(upTo !== undefined, (query) => query.where("key", "<=", upTo ?? ""))
      .orderBy("key")
      .limit(limit)
      .execute();
    return rows.map(objectOf);
  }

  async keep(bucket: string, objects: ListedObject[]): Promise<void> {
    for (const part of partsOf(objects, WRITTEN_AT_ONCE)) {
      const keys = part.map(({ key }) => key);
      await this.#changes.during({ bucket, keys }, () =>
        this.#upsert(bucket, part),
      );
    }
  }

  async forget(bucket: string, keys: string[]): Promise<void> {
    for (const part of partsOf(keys, WRITTEN_AT_ONCE)) {
      await this.#changes.during({ bucket, keys: part }, () =>
        this.#db
          .deleteFrom("objects")
          .where("bucket", "=", bucket)
          .where("key", "in", part)
          .execute(),
      );
    }
  }

  async forgetBucket(bucket: string): Promise<void> {
    const all = { after: "", upTo: undefined };
    for (;;) {
      const rows = await this.between(bucket, all, WRITTEN_AT_ONCE);
      if (rows.length === 0) return;
      const keys = rows.map(({ key }) => key);
      await this.forget(bucket, keys);
    }
  }

  /** How many objects are known of a bucket, and how large they are together. */
  async counts(bucket: string): Promise<{ objects: number; bytes: number }> {
    const row = await this.#db
      .selectFrom("object_counts")
      .select(["objects", "bytes"])
      .where("bucket", "=", bucket)
      .executeTakeFirst();
    return row ?? { objects: 0, bytes: 0 };
  }

  async #upsert(bucket: string, objects: ListedObject[]): Promise<void> {
    // One statement whatever the number of rows, so that it is prepared once.
    const rows = objects.map(({ key, size, etag, modifiedAt }) => [
      key,
      size,
      etag,
      modifiedAt.getTime(),
      foldedKey(key),
    ]);
    await sql`
      INSERT INTO objects (bucket, key, size, etag, modified_at, folded)
      SELECT ${bucket}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
      FROM json_each(${JSON.stringify(rows)}) WHERE true
      ON CONFLICT DO UPDATE SET size = excluded.size, etag = excluded.etag,
        modified_at = excluded.modified_at`.execute(this.#db);
  }
}

/** A row as others know it. */
export function objectOf(row: {
  key: string;
  size: number;
  etag: string;
  modified_at: number;
}): ListedObject {
  const { key, size, etag, modified_at } = row;
  return { key, size, etag, modifiedAt: new Date(modified_at) };
}
