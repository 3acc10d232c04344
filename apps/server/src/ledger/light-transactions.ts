import { CompiledQuery, type Transaction, sql } from "kysely";
import type { Database } from "./database.ts";
import type { Tables } from "./tables.ts";

/** What was written lightly is on the disk so much later, also where nothing else is written. */
const SYNC_AFTER_MS = 500;

const NORMAL = CompiledQuery.raw("PRAGMA synchronous = NORMAL");
const FULL = CompiledQuery.raw("PRAGMA synchronous = FULL");

/**
 * Transactions that do not wait for the disk: for changes that the next server would make
 * again from what is on the disk already. They survive the end of the process; a power cut
 * may undo the last of them, but none that an ordinary transaction came after, since that one
 * waits for all before it.
 */
export class LightTransactions implements Disposable {
  readonly #db: Database;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  async execute<T>(work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
    const result = await this.#db.connection().execute(async (connection) => {
      await connection.executeQuery(NORMAL);
      try {
        return await connection.transaction().execute(work);
      } finally {
        await connection.executeQuery(FULL);
      }
    });
    this.#timer ??= setTimeout(() => this.#sync(), SYNC_AFTER_MS).unref();
    return result;
  }

  /** Any write will do; this one concerns no table. */
  #sync(): void {
    this.#timer = undefined;
    sql`PRAGMA user_version = 0`.execute(this.#db).catch(() => {
      // A full disk: whoever has to know hears of it from a write of its own.
    });
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
