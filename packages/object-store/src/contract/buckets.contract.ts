import { expect, test } from "vitest";
import {
  BUCKET,
  type Open,
  expectRefusal,
  openWithBucket,
  put,
} from "./under-test.ts";

export function describeBuckets(open: Open): void {
  test("a new store has no bucket, then those that were made, in order", async () => {
    await using opened = await open();
    const { store } = opened;
    expect(await store.listBuckets()).toEqual([]);
    const before = await store.now();
    await store.createBucket("zebra");
    const made = await store.createBucket("a.bucket-1");
    expect(made.name).toBe("a.bucket-1");
    const names = (await store.listBuckets()).map(({ name }) => name);
    expect(names).toEqual(["a.bucket-1", "zebra"]);
    const age = made.createdAt.getTime() - before.getTime();
    expect(Math.abs(age)).toBeLessThan(60_000);
  });

  test("a bucket is made once", async () => {
    await using opened = await openWithBucket(open);
    await expectRefusal(opened.store.createBucket(BUCKET), "bucket_exists");
  });

  test.each(["", "ab", "Upper", "../x", "a/b", "a..b", ".a.", "under_score"])(
    "%j is no name for a bucket",
    async (name) => {
      await using opened = await open();
      await expectRefusal(opened.store.createBucket(name), "invalid_request");
      await expectRefusal(opened.store.list(name), "bucket_not_found");
      expect(await opened.store.stat(name, "key")).toBeUndefined();
      expect(await opened.store.listBuckets()).toEqual([]);
    },
  );

  test("a bucket with an object is not deleted, an empty one is", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    await put(store, "deep/down/here");
    await expectRefusal(store.deleteBucket(BUCKET), "bucket_not_empty");
    await store.delete(BUCKET, "deep/down/here");
    await store.deleteBucket(BUCKET);
    expect(await store.listBuckets()).toEqual([]);
    await expectRefusal(store.deleteBucket(BUCKET), "bucket_not_found");
  });

  test("in a missing bucket there is nothing, and nothing can be put", async () => {
    await using opened = await open();
    const { store } = opened;
    expect(await store.stat(BUCKET, "key")).toBeUndefined();
    expect(await store.read(BUCKET, "key")).toBeUndefined();
    expect(await store.delete(BUCKET, "key")).toBe(false);
    await expectRefusal(store.list(BUCKET), "bucket_not_found");
    await expectRefusal(put(store, "key"), "bucket_not_found");
    await expectRefusal(put(store, "a/key"), "bucket_not_found");
    expect(await store.listBuckets()).toEqual([]);
  });
}
