import { chmod, stat } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { type Database, openDatabase } from "./database.ts";

/** A ledger whose file may not grow any more, as on a full disk. */
async function openFullDatabase(): Promise<Database> {
  const folder = await temporaryFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  const database = await openDatabase(join(folder.path, "ledger.db"));
  onTestFinished(() => database.destroy());
  await sql`PRAGMA max_page_count = 1`.execute(database);
  return database;
}

function fill(database: Database) {
  const value = "x".repeat(100_000);
  return database.insertInto("meta").values({ key: "test", value }).execute();
}

test("a full disk is told as such, not as a fault of the server", async () => {
  const database = await openFullDatabase();
  await expect(fill(database)).rejects.toMatchObject({ code: "storage_full" });
});

test("a transaction that the full disk has undone already says why", async () => {
  const database = await openFullDatabase();
  const failing = database.transaction().execute(async (trx) => {
    const undo = sql`ROLLBACK`;
    await fill(trx).catch(async (error: unknown) => {
      // What SQLite does by itself where not even its log can be written.
      await undo.execute(trx);
      throw error;
    });
  });
  await expect(failing).rejects.toMatchObject({ code: "storage_full" });
  await database.selectFrom("meta").selectAll().execute();
});

test("nobody else of the machine may read it, also where an earlier version let all", async () => {
  await using folder = await temporaryFolder();
  const filePath = join(folder.path, "ledger.db");
  const files = [filePath, `${filePath}-wal`];
  const modes = () =>
    Promise.all(files.map(async (file) => (await stat(file)).mode & 0o777));
  const database = await openDatabase(filePath);
  expect(await modes()).toEqual([0o600, 0o600]);
  await database.destroy();
  await chmod(filePath, 0o644);
  const again = await openDatabase(filePath);
  expect(await modes()).toEqual([0o600, 0o600]);
  await again.destroy();
});
