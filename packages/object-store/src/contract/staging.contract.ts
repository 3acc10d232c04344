import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import type { ObjectStore, StagedObject } from "../object-store.ts";
import { scratchFolder } from "./reads.contract.ts";
import {
  BUCKET,
  type Open,
  expectRefusal,
  keysOf,
  openWithBucket,
  put,
  textOf,
} from "./under-test.ts";

async function stage(
  store: ObjectStore,
  key: string,
  content = `staged ${key}`,
): Promise<StagedObject> {
  await using scratch = await scratchFolder();
  const path = join(scratch.path, "output");
  await writeFile(path, content);
  const staged = await store.stageFile({ bucket: BUCKET, key }, path);
  // The ledger keeps it as JSON.
  return JSON.parse(JSON.stringify(staged)) as StagedObject;
}

export function describeStaging(open: Open): void {
  test("a staged object is told, safe and invisible until it is published", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const staged = await stage(store, "a/b", "text");
    expect(staged).toMatchObject({ bucket: BUCKET, key: "a/b", size: 4 });
    expect(staged.crc32).toBe(crc32("text"));
    expect(await keysOf(store)).toEqual([]);
    expect(await store.stat(BUCKET, "a/b")).toBeUndefined();
    const published = await store.publish(staged);
    expect(published).toMatchObject({ key: "a/b", size: 4 });
    expect(await store.stat(BUCKET, "a/b")).toEqual(published);
    expect(await keysOf(store)).toEqual(["a/b"]);
    expect(await textOf(store, "a/b")).toBe("text");
  });

  test("an empty file and a large one are staged alike", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const large = "0123456789".repeat(700_000);
    for (const content of ["", large]) {
      const staged = await stage(store, "key", content);
      expect(staged.crc32).toBe(crc32(content));
      expect((await store.publish(staged))?.size).toBe(content.length);
      expect((await textOf(store, "key")) === content).toBe(true);
    }
  });

  test("publishing again after it had succeeded changes nothing", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const staged = await stage(store, "key");
    const first = await store.publish(staged);
    expect(await store.publish(staged)).toEqual(first);
    const another = await stage(store, "twice");
    const both = await Promise.all([
      store.publish(another),
      store.publish(another),
    ]);
    expect(both[0]?.etag).toBe(both[1]?.etag);
    expect(await textOf(store, "twice")).toBe("staged twice");
  });

  test("publishing again leaves alone what others did since", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const staged = await stage(store, "key");
    await store.publish(staged);
    await put(store, "key", "newer");
    expect(await store.publish(staged)).toBeUndefined();
    expect(await textOf(store, "key")).toBe("newer");
    await store.delete(BUCKET, "key");
    expect(await store.publish(staged)).toBeUndefined();
    expect(await keysOf(store)).toEqual([]);
  });

  test("publishing overwrites, and refuses what a write refuses", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const late = await stage(store, "a");
    await put(store, "a", "before");
    const published = await store.publish(late);
    expect((await store.stat(BUCKET, "a"))?.etag).toBe(published?.etag);
    expect(await textOf(store, "a")).toBe("staged a");
    await expectRefusal(stage(store, "a/b"), "key_conflict");
    const conflicting = await stage(store, "c/d");
    await put(store, "c");
    await expectRefusal(store.publish(conflicting), "key_conflict");
    await store.delete(BUCKET, "c");
    expect((await store.publish(conflicting))?.key).toBe("c/d");
  });

  test("publishing never makes a bucket", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const staged = await stage(store, "a/b");
    await store.deleteBucket(BUCKET);
    await expectRefusal(store.publish(staged), "bucket_not_found");
    await expectRefusal(stage(store, "a/b"), "bucket_not_found");
    expect(await store.listBuckets()).toEqual([]);
  });

  test("what is discarded is gone, what is published stays", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const unwanted = await stage(store, "unwanted");
    await store.discard(unwanted);
    await store.discard(unwanted);
    expect(await store.publish(unwanted)).toBeUndefined();
    const wanted = await stage(store, "wanted");
    await store.publish(wanted);
    await store.discard(wanted);
    await store.discard({ ...wanted, token: "../../first-bucket/wanted" });
    expect(await keysOf(store)).toEqual(["wanted"]);
  });

  test("sweeping removes what nobody keeps", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const kept = await stage(store, "kept");
    const left = await stage(store, "left");
    const done = await stage(store, "done");
    await store.publish(done);
    await store.sweep(new Set([kept.token]));
    expect(await store.publish(left)).toBeUndefined();
    expect((await store.publish(kept))?.key).toBe("kept");
    expect(await keysOf(store)).toEqual(["done", "kept"]);
  });

  test("only a regular file is staged", async () => {
    await using opened = await openWithBucket(open);
    await using scratch = await scratchFolder();
    const object = { bucket: BUCKET, key: "key" };
    const link = join(scratch.path, "link");
    await symlink("/etc/passwd", link);
    for (const path of [link, scratch.path, join(scratch.path, "missing")])
      await expectRefusal(
        opened.store.stageFile(object, path),
        "invalid_request",
      );
    expect(await keysOf(opened.store)).toEqual([]);
  });
}
