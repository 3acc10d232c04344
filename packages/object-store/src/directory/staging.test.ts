import {
  chmod,
  link,
  mkdir,
  readFile,
  readdir,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import {
  BUCKET,
  expectRefusal,
  keysOf,
  put,
  textOf,
} from "../contract/under-test.ts";
import { openDirectoryStore } from "./directory-store.ts";
import { openTemporaryStore } from "./testing/temporary-store.ts";

async function openStore() {
  const opened = await openTemporaryStore();
  await opened.store.createBucket(BUCKET);
  const staging = join(opened.root, "staging");
  const leftovers = async () =>
    (await readdir(staging)).filter((name) => name !== "clock");
  return { ...opened, staging, leftovers };
}

test("a staged file is moved, not copied, and people can read it", async () => {
  await using opened = await openStore();
  const path = join(opened.root, "output");
  await writeFile(path, "text");
  await chmod(path, 0o000);
  const { ino } = await stat(path);
  const staged = await opened.store.stageFile(
    { bucket: BUCKET, key: "a/b" },
    path,
  );
  await opened.store.publish(staged);
  const published = await stat(join(opened.root, "buckets", BUCKET, "a/b"));
  expect(published.ino).toBe(ino);
  const { mode } = await stat(join(opened.staging, "clock"));
  expect(published.mode).toBe(mode);
  expect(published.mode & 0o400).toBe(0o400);
  expect(await readdir(opened.root)).not.toContain("output");
});

test("a file with another name is copied, so that nobody changes it later", async () => {
  await using opened = await openStore();
  const path = join(opened.root, "output");
  const other = join(opened.root, "other");
  await writeFile(path, "text");
  await link(path, other);
  const staged = await opened.store.stageFile(
    { bucket: BUCKET, key: "key" },
    path,
  );
  await writeFile(other, "changed");
  await opened.store.publish(staged);
  expect(await textOf(opened.store, "key")).toBe("text");
  expect(await readFile(path, "utf8")).toBe("changed");
});

test("publishing is rolled forward by the next process", async () => {
  await using opened = await openStore();
  const { root } = opened;
  const path = join(root, "output");
  await writeFile(path, "text");
  const staged = await opened.store.stageFile(
    { bucket: BUCKET, key: "a/b" },
    path,
  );
  await using second = await openDirectoryStore({ root });
  const published = await second.publish(staged);
  await using third = await openDirectoryStore({ root });
  expect(await third.publish(staged)).toEqual(published);
  expect(await keysOf(third)).toEqual(["a/b"]);
});

test("nothing is published through a symbolic link", async () => {
  await using opened = await openStore();
  const { root, store } = opened;
  const path = join(root, "output");
  const outside = join(root, "outside");
  await writeFile(path, "text");
  await mkdir(outside);
  const staged = await store.stageFile(
    { bucket: BUCKET, key: "dir/deep/key" },
    path,
  );
  await symlink(outside, join(root, "buckets", BUCKET, "dir"));
  await expectRefusal(store.publish(staged), "key_conflict");
  expect(await readdir(outside)).toEqual([]);
});

test("what a crash left is swept, what is being written is not", async () => {
  await using opened = await openStore();
  const { store, staging, leftovers } = opened;
  await writeFile(join(staging, `part-${crypto.randomUUID()}`), "half");
  await mkdir(join(staging, "not ours"));
  const body = Readable.from(
    (async function* () {
      yield Buffer.from("first, ");
      await store.sweep(new Set());
      expect(await leftovers()).toHaveLength(2);
      yield Buffer.from("second");
    })(),
    { objectMode: false },
  );
  await store.write(BUCKET, "key", body);
  expect(await textOf(store, "key")).toBe("first, second");
  expect(await leftovers()).toEqual(["not ours"]);
});

test("neither success nor failure leaves anything in the staging folder", async () => {
  await using opened = await openStore();
  const { store, leftovers } = opened;
  await put(store, "a/b");
  await put(store, "c", "x", { ifAbsent: true });
  await expectRefusal(put(store, "a"), "key_conflict");
  await expectRefusal(
    put(store, "d", "x", { sizeBytes: 2 }),
    "invalid_request",
  );
  await expectRefusal(
    put(store, "c", "x", { ifAbsent: true }),
    "precondition_failed",
  );
  expect(await leftovers()).toEqual([]);
});

test.each(["", "clock", "../buckets/first-bucket/key", "staged-x", "part-1"])(
  "%j is no staged object",
  async (token) => {
    await using opened = await openStore();
    await put(opened.store, "key", "text");
    const staged = { bucket: BUCKET, key: "stolen", size: 4, crc32: 0, token };
    await expectRefusal(opened.store.publish(staged), "invalid_request");
    await opened.store.discard(staged);
    expect(await keysOf(opened.store)).toEqual(["key"]);
    expect(await readdir(opened.staging)).toContain("clock");
  },
);

test("deleting the last object of a folder removes the folder", async () => {
  await using opened = await openStore();
  await put(opened.store, "a/b/c");
  await put(opened.store, "a/d");
  await opened.store.delete(BUCKET, "a/b/c");
  const folder = join(opened.root, "buckets", BUCKET);
  expect(await readdir(join(folder, "a"))).toEqual(["d"]);
  await opened.store.delete(BUCKET, "a/d");
  expect(await readdir(folder)).toEqual([]);
});
