import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  BUCKET,
  expectRefusal,
  keysOf,
  listAll,
  put,
  textOf,
} from "../contract/under-test.ts";
import type { ObjectStore } from "../object-store.ts";
import { describeOnMinio } from "../testing/describe-on-minio.ts";
import { otherProgram } from "../testing/other-program.ts";
import {
  openMinioStoreFor,
  openTemporaryMinioStore,
} from "../testing/temporary-minio-store.ts";

describeOnMinio("what other programs put into a bucket", (server) => {
  const mark = (key: string) =>
    otherProgram(server()).putObject(BUCKET, key, Buffer.alloc(0));

  test("markers are folders, and no objects", async () => {
    await using opened = await openTemporaryMinioStore(server());
    const { store } = opened;
    await store.createBucket(BUCKET);
    await put(store, "b/object");
    for (const key of ["a/", "b/", "b/c/", "d/"]) await mark(key);
    expect(await keysOf(store)).toEqual(["b/object"]);
    for (const limit of [1, 2, 1000]) {
      const top = await listAll(store, { delimiter: "/", limit });
      expect(top.prefixes).toEqual(["a/", "b/", "d/"]);
      expect(await keysOf(store, { limit })).toEqual(["b/object"]);
    }
    await expectRefusal(put(store, "a"), "key_conflict");
    await put(store, "a/object");
    expect(await keysOf(store)).toEqual(["a/object", "b/object"]);
    await store.pruneFolders(BUCKET, "b/");
    const below = await listAll(store, { delimiter: "/", prefix: "b/" });
    expect(below).toMatchObject({ prefixes: [] });
    await store.delete(BUCKET, "b/object");
    const left = await listAll(store, { delimiter: "/" });
    expect(left.prefixes).toEqual(["a/", "b/", "d/"]);
    await store.pruneFolders(BUCKET, "");
    const top = await listAll(store, { delimiter: "/" });
    expect(top.prefixes).toEqual(["a/"]);
    await store.delete(BUCKET, "a/object");
  });

  test("a bucket with nothing but markers is empty", async () => {
    await using opened = await openTemporaryMinioStore(server());
    const { store } = opened;
    await store.createBucket(BUCKET);
    for (const key of ["a/", "a/b/", "z/"]) await mark(key);
    await store.deleteBucket(BUCKET);
    expect(await store.listBuckets()).toEqual([]);
  });

  test("keys that begin with dots are found by them", async () => {
    await using opened = await openTemporaryMinioStore(server());
    const { store } = opened;
    await store.createBucket(BUCKET);
    const keys = ["...", "..a", ".a", "-a", "a", "b/..x", "b/.x", "b/x"];
    for (const key of keys) await put(store, key);
    const below = (prefix: string) => keysOf(store, { prefix, limit: 1 });
    expect(await below(".")).toEqual(["...", "..a", ".a"]);
    expect(await below("..")).toEqual(["...", "..a"]);
    expect(await below("b/.")).toEqual(["b/..x", "b/.x"]);
  });
});

describeOnMinio("a bucket that keeps versions", (server) => {
  test("shows the newest, and none that is deleted", async () => {
    await using opened = await openMinioStoreFor(server());
    const { store } = opened;
    const client = otherProgram(server());
    await store.createBucket(BUCKET);
    await client.setBucketVersioning(BUCKET, { Status: "Enabled" });
    const first = await put(store, "a/key", "one");
    const second = await put(store, "a/key", "two");
    expect(second.etag).not.toBe(first.etag);
    expect(await textOf(store, "a/key")).toBe("two");
    expect((await listAll(store)).objects).toMatchObject([{ size: 3 }]);
    await expectRefusal(
      put(store, "a/key", "three", { ifAbsent: true }),
      "precondition_failed",
    );
    expect(await store.delete(BUCKET, "a/key")).toBe(true);
    expect(await store.stat(BUCKET, "a/key")).toBeUndefined();
    expect(await store.read(BUCKET, "a/key")).toBeUndefined();
    expect(await keysOf(store)).toEqual([]);
    expect(await store.delete(BUCKET, "a/key")).toBe(false);
    await put(store, "a/key", "again", { ifAbsent: true });
    await expectPublished(store, "a/key");
    await store.delete(BUCKET, "a/key");
    await put(store, "a", "a folder no more");
    await store.delete(BUCKET, "a");
    await expect(store.deleteBucket(BUCKET)).rejects.toMatchObject({
      code: "bucket_not_empty",
      message: expect.stringMatching(/older versions/),
    });
  });
});

describeOnMinio("a bucket that locks its objects", (server) => {
  test("with a retention by default objects are written and published", async () => {
    await using opened = await openMinioStoreFor(server());
    const { store } = opened;
    const client = otherProgram(server());
    await client.makeBucket(BUCKET, "", { ObjectLocking: true });
    // Its type says void, and it is a promise.
    const lock = { mode: "GOVERNANCE", unit: "Days", validity: 1 } as const;
    const locked: unknown = client.setObjectLockConfig(BUCKET, lock);
    await locked;
    const stored = await put(store, "key", "kept");
    expect(await store.stat(BUCKET, "key")).toMatchObject({
      etag: stored.etag,
    });
    await expectPublished(store, "key");
    expect(await store.delete(BUCKET, "key")).toBe(true);
    expect(await keysOf(store)).toEqual([]);
  });
});

/** An output is staged over what is there, published once, and stays as it is the second time. */
async function expectPublished(store: ObjectStore, key: string): Promise<void> {
  const before = await textOf(store, key);
  const folder = await mkdtemp(join(tmpdir(), "published-"));
  await writeFile(join(folder, "output"), "an output");
  const staged = await store.stageFile(
    { bucket: BUCKET, key },
    join(folder, "output"),
  );
  await rm(folder, { recursive: true });
  expect(await textOf(store, key)).toBe(before);
  const published = await store.publish(staged);
  expect(await store.publish(staged)).toEqual(published);
  expect(await store.stat(BUCKET, key)).toEqual(published);
  expect(await textOf(store, key)).toBe("an output");
}
