import { AppError } from "@oscar/contracts";
import { type Kysely, sql } from "kysely";
import { DEFAULT_MIGRATION_TABLE, Migrator } from "kysely/migration";
import { migrations } from "./migrations.ts";
import type { Tables } from "./tables.ts";

/**
 * Brings a ledger's tables up to date.
 * @throws AppError `unavailable` for one that a newer version has changed, which stays as it is
 */
export async function migrate(database: Kysely<Tables>): Promise<void> {
  const newer = (await applied(database)).filter((name) => !migrations[name]);
  if (newer.length > 0) {
    throw new AppError(
      "unavailable",
      `A newer version of the console has changed this data folder's ledger (${newer.join(", ")}). Start that version again, or put back the ledger's backup from before.`,
    );
  }
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw error instanceof Error ? error : new Error(JSON.stringify(error));
}

/** What was applied to it already, by name. */
async function applied(database: Kysely<Tables>): Promise<string[]> {
  const table = await sql`SELECT 1 FROM sqlite_schema
    WHERE name = ${DEFAULT_MIGRATION_TABLE}`.execute(database);
  if (table.rows.length === 0) return [];
  const { rows } = await sql<{ name: string }>`SELECT name
    FROM ${sql.table(DEFAULT_MIGRATION_TABLE)} ORDER BY name`.execute(database);
  return rows.map(({ name }) => name);
}
