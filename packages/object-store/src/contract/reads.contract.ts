import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { expect, test } from "vitest";
import type { ObjectStore } from "../object-store.ts";
import {
  BUCKET,
  type Open,
  expectRefusal,
  openWithBucket,
  put,
  textOf,
} from "./under-test.ts";

async function rangeOf(store: ObjectStore, start: number, end: number) {
  const found = await store.read(BUCKET, "key", { range: { start, end } });
  return found && (await buffer(found.body)).toString();
}

export async function scratchFolder(): Promise<
  AsyncDisposable & { path: string }
> {
  const path = await mkdtemp(join(tmpdir(), "contract-"));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

export function describeReads(open: Open): void {
  test("a read tells what it belongs to", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const { crc32: _crc32, ...stat } = await put(store, "key", "text");
    const found = await store.read(BUCKET, "key");
    expect(found?.stat).toEqual(stat);
    expect(await buffer(found?.body ?? Readable.from([]))).toEqual(
      Buffer.from("text"),
    );
    expect(await store.read(BUCKET, "missing")).toBeUndefined();
    expect(await store.read(BUCKET, "missing/deep")).toBeUndefined();
  });

  test("a range gives its bytes, both ends included", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    await put(store, "key", "0123456789");
    expect(await rangeOf(store, 0, 0)).toBe("0");
    expect(await rangeOf(store, 3, 5)).toBe("345");
    expect(await rangeOf(store, 9, 9)).toBe("9");
    expect(await rangeOf(store, 8, 1000)).toBe("89");
    expect(await rangeOf(store, 0, 9)).toBe("0123456789");
    for (const [start, end] of [
      [10, 10],
      [10, 20],
    ] as const)
      await expectRefusal(rangeOf(store, start, end), "range_not_satisfiable");
    await put(store, "key", "");
    await expectRefusal(rangeOf(store, 0, 0), "range_not_satisfiable");
  });

  test("with ifMatch only the version that is meant is read", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const first = await put(store, "key", "one");
    const found = await store.read(BUCKET, "key", { ifMatch: first.etag });
    expect(found && (await buffer(found.body)).toString()).toBe("one");
    await put(store, "key", "two");
    await expectRefusal(
      store.read(BUCKET, "key", { ifMatch: first.etag }),
      "precondition_failed",
    );
    await store.delete(BUCKET, "key");
    expect(
      await store.read(BUCKET, "key", { ifMatch: first.etag }),
    ).toBeUndefined();
  });

  test("a read that has begun gives the version that it began with", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    await put(store, "key", "old ".repeat(200_000));
    const found = await store.read(BUCKET, "key");
    await put(store, "key", "new");
    const text = found && (await buffer(found.body)).toString();
    expect(text === "old ".repeat(200_000)).toBe(true);
    expect(await textOf(store, "key")).toBe("new");
  });

  test("a body that nobody wants after all is destroyed without an error", async () => {
    await using opened = await openWithBucket(open);
    for (const size of [4, 8 * 2 ** 20]) {
      await put(opened.store, "key", Buffer.alloc(size));
      const found = await opened.store.read(BUCKET, "key");
      // Nobody listens for its errors, and one that is not heard ends the process.
      const closed = new Promise((end) => found?.body.once("close", end));
      found?.body.destroy();
      await closed;
    }
  });

  test("a read ends with its signal", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    await put(store, "key", Buffer.alloc(8 * 2 ** 20));
    const controller = new AbortController();
    const { signal } = controller;
    const found = await store.read(BUCKET, "key", { signal });
    const reading = pipeline(found?.body ?? Readable.from([]), async (body) => {
      for await (const _chunk of body) controller.abort();
    });
    await expect(reading).rejects.toThrow(/abort/);
  });

  test("a reader who leaves while the object is opened gets no body that fails unheard", async () => {
    await using opened = await openWithBucket(open);
    await put(opened.store, "key", "text");
    const controller = new AbortController();
    const { signal } = controller;
    const reading = opened.store.read(BUCKET, "key", { signal });
    controller.abort(new Error("The reader left."));
    await expect(reading).rejects.toThrow();
  });
}

export function describeDownloads(open: Open): void {
  test("a download makes a new file with the object's bytes", async () => {
    await using opened = await openWithBucket(open);
    await using scratch = await scratchFolder();
    const { store } = opened;
    const { crc32: _crc32, ...stat } = await put(store, "a/key", "text");
    const path = join(scratch.path, "input");
    const object = { bucket: BUCKET, key: "a/key" };
    const { etag } = stat;
    expect(await store.download({ ...object, ifMatch: etag }, path)).toEqual(
      stat,
    );
    expect(await readFile(path, "utf8")).toBe("text");
    await writeFile(path, "changed by the script");
    expect(await textOf(store, "a/key")).toBe("text");
  });

  test("a download of a missing or another version makes no file", async () => {
    await using opened = await openWithBucket(open);
    await using scratch = await scratchFolder();
    const { store } = opened;
    const path = join(scratch.path, "input");
    const missing = { bucket: BUCKET, key: "missing" };
    expect(await store.download(missing, path)).toBeUndefined();
    const { etag } = await put(store, "key", "one");
    await put(store, "key", "two");
    const old = { bucket: BUCKET, key: "key", ifMatch: etag };
    await expectRefusal(store.download(old, path), "precondition_failed");
    const signal = AbortSignal.abort();
    const object = { bucket: BUCKET, key: "key" };
    await expect(store.download(object, path, { signal })).rejects.toThrow();
    expect(await readdir(scratch.path)).toEqual([]);
  });

  test("a download never overwrites", async () => {
    await using opened = await openWithBucket(open);
    await using scratch = await scratchFolder();
    const path = join(scratch.path, "input");
    await writeFile(path, "mine");
    await put(opened.store, "key", "text");
    const object = { bucket: BUCKET, key: "key" };
    await expect(opened.store.download(object, path)).rejects.toThrow(/EEXIST/);
    expect(await readFile(path, "utf8")).toBe("mine");
  });
}
