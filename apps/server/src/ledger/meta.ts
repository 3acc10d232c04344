import { randomBytes } from "node:crypto";
import type { Database } from "./database.ts";

/** Small facts that the ledger keeps about itself and the console. */
export class MetaLedger {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async get(key: string): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom("meta")
      .select("value")
      .where("key", "=", key)
      .executeTakeFirst();
    return row?.value;
  }

  async set(key: string, value: string): Promise<void> {
    await this.#db
      .insertInto("meta")
      .values({ key, value })
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
      .execute();
  }

  /** The ledger's own id, made once; what we create elsewhere carries it. */
  async ledgerId(): Promise<string> {
    const known = await this.get("ledger_id");
    if (known !== undefined) return known;
    const id = randomBytes(8).toString("hex");
    await this.set("ledger_id", id);
    return id;
  }
}
