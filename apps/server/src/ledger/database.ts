import { chmodSync, closeSync, openSync } from "node:fs";
import {
  backup,
  DatabaseSync,
  type SQLInputValue,
  type StatementSync,
} from "node:sqlite";
import { AppError } from "@oscar/contracts";
import { Kysely, SqliteDialect } from "kysely";
import { migrate } from "./migrate.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;

const MAX_PREPARED = 500;
/** The jobs' keys are hashes, so each job touches pages all over its tables' indexes. */
const CACHE_KIB = 16 * 1024;
/** Of 4 KiB. What is changed again and again is brought into the file once. */
const CHECKPOINT_PAGES = 8000;

/** Of the databases that are open: kysely shows its own to nobody. */
const connections = new WeakMap<Database, DatabaseSync>();

/**
 * Opens the ledger's file, makes it the property of this process alone, and brings its
 * tables up to date. `synchronous=FULL`: what is committed survives a power cut too.
 * @throws AppError `unavailable` where another server has it open, or a newer one has made it
 */
export async function openDatabase(filePath: string): Promise<Database> {
  keepPrivate(filePath);
  const connection = new DatabaseSync(filePath);
  try {
    connection.exec("PRAGMA locking_mode = EXCLUSIVE");
    connection.exec("PRAGMA journal_mode = WAL");
    connection.exec("PRAGMA synchronous = FULL");
    connection.exec("PRAGMA foreign_keys = ON");
    connection.exec("PRAGMA temp_store = MEMORY");
    connection.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    connection.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
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
  const database = kyselyOver<Tables>(connection);
  try {
    await migrate(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  connections.set(database, connection);
  return database;
}

/** It holds the functions' secrets. SQLite makes its log with the rights of the file itself. */
function keepPrivate(filePath: string): void {
  try {
    closeSync(openSync(filePath, "a", 0o600));
    for (const path of [filePath, `${filePath}-wal`]) chmodSync(path, 0o600);
  } catch {
    // There is no log yet, or the file is somebody else's; what cannot be used SQLite tells.
  }
}

/**
 * Copies a database into a file, as it is at one moment, while it goes on being used. Nobody
 * else can: it is locked for this process.
 */
export async function copyDatabase(
  database: Database,
  filePath: string,
): Promise<void> {
  const connection = connections.get(database);
  if (!connection) throw new Error("The database was not opened here");
  await backup(connection, filePath);
}

/** Typed queries over a connection, which is closed with them. */
export function kyselyOver<T>(connection: DatabaseSync): Kysely<T> {
  return new Kysely<T>({
    dialect: new SqliteDialect({ database: preparing(connection) }),
  });
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && /locked|busy/i.test(error.message);
}

interface Prepared {
  statement: StatementSync;
  /** Whether it answers with rows. */
  reader: boolean;
}

/** What kysely needs of a database, over `node:sqlite`, with statements prepared once. */
function preparing(connection: DatabaseSync) {
  const prepared = new Map<string, Prepared>();
  function statementOf(sql: string): Prepared {
    const known = prepared.get(sql);
    if (known) return known;
    if (prepared.size >= MAX_PREPARED) prepared.clear();
    const statement = connection.prepare(sql);
    const reader = statement.columns().length > 0;
    prepared.set(sql, { statement, reader });
    return { statement, reader };
  }
  // On a full disk SQLite undoes a transaction by itself. Undone again it would fail, and
  // hide why (https://sqlite.org/lang_transaction.html, "Response To Errors").
  const isUndone = (sql: string) =>
    /^rollback$/i.test(sql) && !connection.isTransaction;
  return {
    close: () => connection.close(),
    prepare(sql: string) {
      const { statement, reader } = statementOf(sql);
      const values = (list: readonly unknown[]) => list as SQLInputValue[];
      return {
        reader,
        all: (list: readonly unknown[]) =>
          translating(() => statement.all(...values(list))),
        run: (list: readonly unknown[]) =>
          isUndone(sql)
            ? { changes: 0, lastInsertRowid: 0 }
            : translating(() => statement.run(...values(list))),
        iterate: (list: readonly unknown[]) =>
          connection.prepare(sql).iterate(...values(list)),
      };
    },
  };
}

/** https://sqlite.org/rescode.html */
const SQLITE_FULL = 13;

function translating<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const { errcode } = cause as { errcode?: unknown };
    if (errcode !== SQLITE_FULL) throw cause;
    throw new AppError(
      "storage_full",
      "The server's disk is full: free some space and try again.",
      { cause },
    );
  }
}
