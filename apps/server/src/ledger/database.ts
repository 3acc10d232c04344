import {
  DatabaseSync,
  type SQLInputValue,
  type StatementSync,
} from "node:sqlite";
import { AppError } from "@oscar/contracts";
import { Kysely, SqliteDialect } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "./migrations.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;

const MAX_PREPARED = 500;

/**
 * Opens the ledger's file, makes it the property of this process alone, and brings its
 * tables up to date. `synchronous=FULL`: what is committed survives a power cut too.
 * @throws AppError `unavailable` where another server has it open
 */
export async function openDatabase(filePath: string): Promise<Database> {
  const connection = new DatabaseSync(filePath);
  try {
    connection.exec("PRAGMA locking_mode = EXCLUSIVE");
    connection.exec("PRAGMA journal_mode = WAL");
    connection.exec("PRAGMA synchronous = FULL");
    connection.exec("PRAGMA foreign_keys = ON");
    connection.exec("PRAGMA temp_store = MEMORY");
    connection.exec("BEGIN IMMEDIATE; COMMIT");
  } catch (cause) {
    connection.close();
    if (!isLocked(cause)) throw cause;
    throw new AppError(
      "unavailable",
      "Another server is running on this data folder. Stop it, or choose another folder with OSCAR_DATA_DIR.",
      { cause },
    );
  }
  const database = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: preparing(connection) }),
  });
  await migrate(database);
  return database;
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && /locked|busy/i.test(error.message);
}

/** What kysely needs of a database, over `node:sqlite`, with statements prepared once. */
function preparing(connection: DatabaseSync) {
  const prepared = new Map<string, StatementSync>();
  function statementOf(sql: string): StatementSync {
    const known = prepared.get(sql);
    if (known) return known;
    if (prepared.size >= MAX_PREPARED) prepared.clear();
    const statement = connection.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  }
  return {
    close: () => connection.close(),
    prepare(sql: string) {
      const statement = statementOf(sql);
      const values = (list: readonly unknown[]) => list as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (list: readonly unknown[]) => statement.all(...values(list)),
        run: (list: readonly unknown[]) => statement.run(...values(list)),
        iterate: (list: readonly unknown[]) =>
          connection.prepare(sql).iterate(...values(list)),
      };
    },
  };
}

async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await database.destroy();
    throw error instanceof Error ? error : new Error(JSON.stringify(error));
  }
}
