import { copyFile, mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, test, vi } from "vitest";
import { startServerProcess } from "../testing/server-process.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openDatabase } from "./database.ts";

const WAIT = { timeout: 30_000, interval: 50 };
const definition = {
  name: "kept",
  image: "none",
  script: "true",
  secrets: { KEY: "hidden" },
};

test("a server copies its ledger when it is told to, and another one goes on from there", async () => {
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, "first");
  await using first = await startServerProcess({ dataDir });
  await first.client.createFunction({ body: definition });
  first.child.kill("SIGUSR2");
  const backup = join(dataDir, "ledger-backup.db");
  await vi.waitFor(() => stat(backup), WAIT);
  expect((await stat(backup)).mode & 0o777).toBe(0o600);
  const names = await readdir(dataDir);
  expect(names.filter((name) => name.startsWith("ledger-backup"))).toEqual([
    "ledger-backup.db",
  ]);
  // It goes on meanwhile, and a second copy replaces the first.
  await first.client.deleteFunction({ params: { name: "kept" }, query: {} });
  const restored = join(folder.path, "second");
  await mkdir(restored);
  await copyFile(backup, join(restored, "ledger.db"));
  const { ino } = await stat(backup);
  first.child.kill("SIGUSR2");
  await vi.waitFor(async () => {
    expect((await stat(backup)).ino).not.toBe(ino);
  }, WAIT);
  await using second = await startServerProcess({ dataDir: restored });
  const { functions } = await second.client.listFunctions();
  expect(functions).toMatchObject([{ name: "kept", secrets: { KEY: null } }]);
});

test("an older server does not start on a newer one's ledger, and says what to do", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "ledger.db");
  const newer = await openDatabase(file);
  await sql`INSERT INTO kysely_migration VALUES ('999-later', '2099-01-01T00:00:00.000Z')`.execute(
    newer,
  );
  await newer.destroy();
  await expect(startServerProcess({ dataDir: folder.path })).rejects.toThrow(
    /^The server ended:\nA newer version of the console has changed this data folder's ledger \(999-later\)\. Start that version again, or put back the ledger's backup from before\.$/,
  );
});
