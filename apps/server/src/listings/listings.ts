import { rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import type { Kysely } from "kysely";
import { kyselyOver } from "../ledger/database.ts";
import { ListedObjects } from "./listed-objects.ts";
import { ObjectChanges } from "./object-changes.ts";
import { ObjectPages } from "./object-pages.ts";
import { ObjectTotals } from "./object-totals.ts";

export interface ListingsTables {
  objects: {
    bucket: string;
    key: string;
    size: number;
    etag: string;
    /** Milliseconds since 1970. */
    modified_at: number;
    /** What a search compares; null where that is the key in small ASCII letters. */
    folded: string | null;
  };
  /** Kept by triggers. */
  object_counts: { bucket: string; objects: number; bytes: number };
}

export type ListingsDatabase = Kysely<ListingsTables>;

/** The indexes hold all that a search looks at, so that it reads no rows of the table. */
const SCHEMA = `
  CREATE TABLE objects (
    bucket TEXT NOT NULL, key TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
    modified_at INTEGER NOT NULL, folded TEXT, PRIMARY KEY (bucket, key)) STRICT, WITHOUT ROWID;
  CREATE INDEX objects_by_size ON objects (bucket, size, key, folded);
  CREATE INDEX objects_by_time ON objects (bucket, modified_at, key, folded);
  CREATE TABLE object_counts (
    bucket TEXT PRIMARY KEY, objects INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
  CREATE TRIGGER objects_counted AFTER INSERT ON objects BEGIN
    INSERT INTO object_counts VALUES (new.bucket, 1, new.size)
      ON CONFLICT DO UPDATE SET objects = objects + 1, bytes = bytes + new.size;
  END;
  CREATE TRIGGER objects_recounted AFTER UPDATE OF size ON objects
    WHEN old.size <> new.size BEGIN
    UPDATE object_counts SET bytes = bytes + new.size - old.size
      WHERE bucket = new.bucket;
  END;
  CREATE TRIGGER objects_uncounted AFTER DELETE ON objects BEGIN
    UPDATE object_counts SET objects = objects - 1, bytes = bytes - old.size
      WHERE bucket = old.bucket;
  END;`;

/**
 * What listings of the store told, sorted on disk. Made anew at every start: nothing in it
 * must survive, so nothing waits for the disk, unlike in the ledger.
 */
export class Listings implements AsyncDisposable {
  readonly #db: ListingsDatabase;
  readonly changes = new ObjectChanges();
  readonly objects: ListedObjects;
  readonly pages: ObjectPages;
  readonly totals: ObjectTotals;

  private constructor(db: ListingsDatabase, options: { sliceRows?: number }) {
    this.#db = db;
    this.objects = new ListedObjects(db, this.changes);
    this.pages = new ObjectPages(db, options);
    this.totals = new ObjectTotals(this);
  }

  static async open(
    filePath: string,
    options: { sliceRows?: number } = {},
  ): Promise<Listings> {
    await rm(filePath, { force: true });
    const connection = new DatabaseSync(filePath);
    connection.exec("PRAGMA locking_mode = EXCLUSIVE");
    connection.exec("PRAGMA journal_mode = MEMORY");
    connection.exec("PRAGMA synchronous = OFF");
    connection.exec("PRAGMA cache_size = -16384"); // 16 MiB
    connection.exec(SCHEMA);
    return new Listings(kyselyOver<ListingsTables>(connection), options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#db.destroy();
  }
}
