import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../contract/reads.contract.ts";
import { FolderCache } from "./folder-cache.ts";
import { waitUntil } from "../testing/wait-until.ts";

test("a folder's names are those on the disk, when they may have settled", async () => {
  await using scratch = await scratchFolder();
  const cache = new FolderCache(50);
  expect(await cache.names(scratch.path)).toEqual([]);
  await writeFile(join(scratch.path, "a-b"), "");
  await mkdir(join(scratch.path, "a"));
  await waitUntil("both names", async () => {
    const names = await cache.names(scratch.path);
    return names.join() === "a-b,a/";
  });
  await rm(join(scratch.path, "a-b"));
  await waitUntil("one name", async () => {
    const names = await cache.names(scratch.path);
    return names.join() === "a/";
  });
});

test("what is noted shows at once, also while the folder is being read", async () => {
  await using scratch = await scratchFolder();
  const cache = new FolderCache(60_000);
  const reading = cache.names(scratch.path);
  cache.noteKey(scratch.path, "too/early");
  await reading;
  const lists = [];
  for (let at = 0; at < 50; at++) {
    cache.noteKey(scratch.path, `new-${at}`);
    lists.push(
      cache.names(scratch.path).then((names) => names.includes(`new-${at}`)),
    );
  }
  expect(await Promise.all(lists)).not.toContain(false);
});

test("a list that was given stays as it is", async () => {
  await using scratch = await scratchFolder();
  const cache = new FolderCache(60_000);
  cache.noteKey(scratch.path, "unknown folder");
  const before = await cache.names(scratch.path);
  cache.noteKey(scratch.path, "a/b");
  expect(await cache.names(scratch.path)).toEqual(["a/"]);
  expect(before).toEqual([]);
});
