import type { Selectable } from "kysely";
import type { Database } from "./database.ts";
import type { ArchiveEntriesTable, ArchivesTable } from "./tables.ts";

export type ArchiveRow = Selectable<ArchivesTable>;
export type ArchiveEntryRow = Selectable<ArchiveEntriesTable>;

const PAGE = 500;
const ROWS_AT_ONCE = 50;

/** The tickets of zips: which object versions, in which order, under which names. */
export class ArchiveLedger {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Begins a ticket; until `finish` it has expired, so that nothing half made is served. */
  async begin(id: string, bucket: string, createdAt: number): Promise<void> {
    await this.#db
      .insertInto("archives")
      .values({
        id,
        bucket,
        name: "",
        etag: "",
        size_bytes: 0,
        entries: 0,
        created_at: createdAt,
        expires_at: 0,
      })
      .execute();
  }

  async addEntries(rows: ArchiveEntryRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#db.transaction().execute(async (trx) => {
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
        await trx
          .insertInto("archive_entries")
          .values(rows.slice(at, at + ROWS_AT_ONCE))
          .execute();
      }
    });
  }

  async finish(
    id: string,
    facts: Pick<
      ArchiveRow,
      "name" | "etag" | "size_bytes" | "entries" | "expires_at"
    >,
  ): Promise<void> {
    await this.#db
      .updateTable("archives")
      .set(facts)
      .where("id", "=", id)
      .execute();
  }

  find(id: string, now: number): Promise<ArchiveRow | undefined> {
    return this.#db
      .selectFrom("archives")
      .selectAll()
      .where("id", "=", id)
      .where("expires_at", ">", now)
      .executeTakeFirst();
  }

  /** The entries in order, in pages. */
  async *pages(id: string): AsyncGenerator<ArchiveEntryRow[], void, void> {
    for (let position = 0; ; position += PAGE) {
      const rows = await this.#db
        .selectFrom("archive_entries")
        .selectAll()
        .where("archive_id", "=", id)
        .where("position", ">=", position)
        .where("position", "<", position + PAGE)
        .orderBy("position")
        .execute();
      yield rows;
      if (rows.length < PAGE) return;
    }
  }

  /** Adds what the ticket was made without. */
  async addCrcs(rows: ArchiveEntryRow[]): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      for (const { archive_id, position, crc32 } of rows)
        await trx
          .updateTable("archive_entries")
          .set({ crc32 })
          .where("archive_id", "=", archive_id)
          .where("position", "=", position)
          .execute();
    });
  }

  async remove(id: string): Promise<void> {
    await this.#db.deleteFrom("archives").where("id", "=", id).execute();
  }

  /** Removes expired tickets, and those whose making a crash cut short before `begunBefore`. */
  async removeExpired(now: number, begunBefore: number): Promise<void> {
    await this.#db
      .deleteFrom("archives")
      .where("expires_at", "<=", now)
      .where("created_at", "<", begunBefore)
      .execute();
  }
}
