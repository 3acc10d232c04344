import { sql } from "kysely";
import { expect, test } from "vitest";
import { openTestLedger } from "../testing/open-ledger.ts";
import { objectStat } from "../testing/stub-objects.ts";

test("what a full disk keeps from being remembered is not missed", async () => {
  await using opened = await openTestLedger();
  const { objects, database } = opened.ledger;
  await sql`PRAGMA max_page_count = 1`.execute(database);
  const keys = Array.from({ length: 100 }, (_none, at) =>
    `${at}`.padStart(1000, "x"),
  );
  for (const key of keys)
    await objects.remember("b", [{ ...objectStat(key), crc32: 1 }]);
  const versions = keys.map((key) => ({ key, etag: "e" }));
  expect((await objects.crcsOf("b", versions)).size).toBeLessThan(100);
});
