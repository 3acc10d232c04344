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
  ledgerId(): Promise<string> {
    return this.#madeOnce("ledger_id", 8);
  }

  /** What the tokens of attempts in pods are made with; made once. */
  tokenKey(): Promise<string> {
    return this.#madeOnce("token_key", 32);
  }

  async #madeOnce(key: string, bytes: number): Promise<string> {
    const known = await this.get(key);
    if (known !== undefined) return known;
    const made = randomBytes(bytes).toString("hex");
    await this.set(key, made);
    return made;
  }
}
