import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { isAppError } from "@oscar/contracts";
import {
  BUCKET,
  type ContractOptions,
  type Open,
  expectRefusal,
  keysOf,
  openWithBucket,
  put,
  textOf,
} from "./under-test.ts";

const MIB = 2 ** 20;

/** Gives some bytes, then does something else. */
function bodyThat(
  then: () => void | Promise<void>,
  sizeBytes = 3 * MIB,
): Readable {
  return Readable.from(
    (async function* () {
      for (let sent = 0; sent < sizeBytes; sent += MIB) yield Buffer.alloc(MIB);
      await then();
    })(),
    { objectMode: false },
  );
}

export function describeWrites(open: Open, options: ContractOptions): void {
  test("what is stored is told, with the CRC-32 of its bytes", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const before = await store.now();
    const stored = await put(store, "a/b", "123456789");
    expect(stored).toMatchObject({ key: "a/b", size: 9, crc32: 0xcbf43926 });
    const { crc32: _crc32, ...stat } = stored;
    expect(await store.stat(BUCKET, "a/b")).toEqual(stat);
    const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
    expect(seconds(stored.arrivedAt)).toBeGreaterThanOrEqual(seconds(before));
    expect(seconds(stored.arrivedAt)).toBeLessThanOrEqual(
      seconds(await store.now()) + 1,
    );
  });

  test("an empty object is an object", async () => {
    await using opened = await openWithBucket(open);
    const stored = await put(opened.store, "empty", "", { sizeBytes: 0 });
    expect(stored).toMatchObject({ size: 0, crc32: 0 });
    expect(await textOf(opened.store, "empty")).toBe("");
  });

  test("a large object keeps every byte", async () => {
    await using opened = await openWithBucket(open);
    const content = Buffer.alloc(20 * MIB + 7, "0123456789abcdefghijklm");
    const chunks = Array.from({ length: 5 }, (_none, at) =>
      content.subarray(
        (at * content.length) / 5,
        ((at + 1) * content.length) / 5,
      ),
    );
    const whole = Buffer.concat(chunks);
    const body = Readable.from(chunks, { objectMode: false });
    const stored = await opened.store.write(BUCKET, "large", body);
    expect(stored).toMatchObject({ size: whole.length, crc32: crc32(whole) });
    expect((await textOf(opened.store, "large")) === whole.toString()).toBe(
      true,
    );
  });

  test("overwriting makes a new version", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const first = await put(store, "key", "one");
    const second = await put(store, "key", "two");
    expect(second.etag).not.toBe(first.etag);
    const third = await put(store, "key", "two");
    if (options.tellsRewritesByEtag) expect(third.etag).not.toBe(second.etag);
    expect(await textOf(store, "key")).toBe("two");
    expect((await store.stat(BUCKET, "key"))?.etag).toBe(third.etag);
  });

  test("with ifAbsent nothing is overwritten, and one of many racers wins", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    await put(store, "key", "first", { ifAbsent: true });
    await expectRefusal(
      put(store, "key", "second", { ifAbsent: true }),
      "precondition_failed",
    );
    expect(await textOf(store, "key")).toBe("first");
    const racers = Array.from({ length: 8 }, (_none, at) =>
      put(store, "race/key", `racer ${at}`, { ifAbsent: true }),
    );
    const results = await Promise.allSettled(racers);
    const winners = results.flatMap(({ status }, at) =>
      status === "fulfilled" ? [at] : [],
    );
    expect(winners).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected")
        expect(isAppError(result.reason, "precondition_failed")).toBe(true);
    }
    expect(await textOf(store, "race/key")).toBe(`racer ${winners[0]}`);
  });

  test.each([8, 10, 0])(
    "nine bytes where %i were announced are refused, and nothing is stored",
    async (sizeBytes) => {
      await using opened = await openWithBucket(open);
      const { store } = opened;
      await put(store, "old", "old content");
      for (const key of ["a/new", "old"])
        await expectRefusal(
          put(store, key, "123456789", { sizeBytes }),
          "invalid_request",
        );
      expect(await keysOf(store)).toEqual(["old"]);
      expect(await textOf(store, "old")).toBe("old content");
    },
  );

  test("what follows the announced end, or fails there, is not stored", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const failure = new Error("the client left");
    // Long enough for a store that has all that was announced.
    const lookLong = async () => {
      for (let looks = 0; looks < 50; looks++)
        expect(await store.stat(BUCKET, "key")).toBeUndefined();
    };
    const more = bodyThat(async () => {
      await lookLong();
      throw failure;
    });
    const writing = store.write(BUCKET, "key", more, { sizeBytes: 3 * MIB });
    await expect(writing).rejects.toBe(failure);
    const less = store.write(BUCKET, "key", bodyThat(lookLong), {
      sizeBytes: 2 * MIB,
    });
    await expectRefusal(less, "invalid_request");
    expect(await keysOf(store)).toEqual([]);
  });

  test("a source that fails half-way leaves nothing, and its error is told", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const failure = new Error("the client left");
    const body = bodyThat(() => {
      throw failure;
    });
    await expect(store.write(BUCKET, "a/key", body)).rejects.toBe(failure);
    expect(await keysOf(store)).toEqual([]);
    await store.deleteBucket(BUCKET);
  });

  test("a write that is aborted leaves nothing, and what was there stays", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    await put(store, "key", "before");
    const controller = new AbortController();
    const body = bodyThat(() => {
      controller.abort();
      return new Promise(() => {});
    });
    const { signal } = controller;
    await expect(store.write(BUCKET, "key", body, { signal })).rejects.toThrow(
      /abort/,
    );
    expect(body.destroyed).toBe(true);
    expect(await textOf(store, "key")).toBe("before");
  });

  test("while an object is written readers see the old one, or none", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    await put(store, "old", "old");
    for (const key of ["old", "new"]) {
      const body = bodyThat(async () => {
        expect(await textOf(store, key)).toBe(
          key === "old" ? "old" : undefined,
        );
        expect(await keysOf(store, { prefix: "new" })).toEqual([]);
      });
      expect((await store.write(BUCKET, key, body)).size).toBe(3 * MIB);
    }
  });

  test("of many who write one key at once, one whole object stays", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const contents = Array.from({ length: 8 }, (_none, at) =>
      String(at).repeat(300_000),
    );
    const stored = await Promise.all(
      contents.map((content) => put(store, "dir/key", content)),
    );
    const text = await textOf(store, "dir/key");
    const winner = contents.findIndex((content) => content === text);
    expect(winner).toBeGreaterThanOrEqual(0);
    const stat = await store.stat(BUCKET, "dir/key");
    expect(stat?.etag).toBe(stored[winner]?.etag);
    expect(await keysOf(store)).toEqual(["dir/key"]);
  });

  test("what is deleted is gone, once", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    await put(store, "a/key");
    expect(await store.delete(BUCKET, "a/key")).toBe(true);
    expect(await store.delete(BUCKET, "a/key")).toBe(false);
    expect(await store.stat(BUCKET, "a/key")).toBeUndefined();
    expect(await store.delete(BUCKET, "never")).toBe(false);
  });

  test("what is refused without its body does not touch the body", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    await put(store, "a/b");
    const body = bodyThat(() => {});
    for (const [bucket, key] of [
      [BUCKET, "a"],
      [BUCKET, "a/b/c"],
      [BUCKET, "../x"],
      ["no-bucket", "key"],
    ] as const)
      await expect(store.write(bucket, key, body)).rejects.toThrow();
    const again = store.write(BUCKET, "a/b", body, { ifAbsent: true });
    await expectRefusal(again, "precondition_failed");
    expect(body.destroyed).toBe(false);
    expect((await store.write(BUCKET, "later", body)).size).toBe(3 * MIB);
  });
}
