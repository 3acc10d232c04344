import { readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  BUCKET,
  expectRefusal,
  keysOf,
  put,
  textOf,
} from "../contract/under-test.ts";
import { mountSmallDisk } from "../small-disk.fixture.ts";
import { openDirectoryStore } from "./directory-store.ts";

test("a full disk is told, and leaves no trace", async (context) => {
  await using disk = await mountSmallDisk(2);
  if (!disk) return context.skip();
  const root = join(disk.path, "store");
  await using store = await openDirectoryStore({ root });
  await store.createBucket(BUCKET);
  await put(store, "old", "old content");
  const large = Buffer.alloc(4 * 2 ** 20, "x");
  for (const key of ["deep/down/new", "old"])
    await expectRefusal(put(store, key, large), "storage_full");
  expect(await keysOf(store)).toEqual(["old"]);
  expect(await textOf(store, "old")).toBe("old content");
  expect(await readdir(join(root, "staging"))).toEqual(["clock"]);
  expect(await readdir(join(root, "buckets", BUCKET))).toEqual(["old"]);
  const path = join(tmpdir(), `output-${crypto.randomUUID()}`);
  await writeFile(path, large);
  const object = { bucket: BUCKET, key: "staged" };
  await expectRefusal(store.stageFile(object, path), "storage_full");
  await rm(path);
  expect(await readdir(join(root, "staging"))).toEqual(["clock"]);
  await put(store, "small", "fits again");
  await store.now();
});
