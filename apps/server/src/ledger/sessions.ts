import type { Database } from "./database.ts";
import type { SessionsTable } from "./tables.ts";

/** Who is logged in. */
export class SessionLedger {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async add(row: SessionsTable): Promise<void> {
    await this.#db.insertInto("sessions").values(row).execute();
  }

  find(idHash: string): Promise<SessionsTable | undefined> {
    return this.#db
      .selectFrom("sessions")
      .selectAll()
      .where("id_hash", "=", idHash)
      .executeTakeFirst();
  }

  async touch(idHash: string, seenAt: number): Promise<void> {
    await this.#db
      .updateTable("sessions")
      .set({ seen_at: seenAt })
      .where("id_hash", "=", idHash)
      .execute();
  }

  async remove(idHash: string): Promise<void> {
    await this.#db
      .deleteFrom("sessions")
      .where("id_hash", "=", idHash)
      .execute();
  }

  async removeAll(): Promise<void> {
    await this.#db.deleteFrom("sessions").execute();
  }

  /** Removes those that were last seen, or begun, before these times. */
  async removeExpired(before: { seenAt: number; createdAt: number }) {
    await this.#db
      .deleteFrom("sessions")
      .where((row) =>
        row.or([
          row("seen_at", "<", before.seenAt),
          row("created_at", "<", before.createdAt),
        ]),
      )
      .execute();
  }
}
