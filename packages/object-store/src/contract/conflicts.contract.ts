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

export function describeConflicts(open: Open, options: ContractOptions): void {
  test("below an object nothing is stored", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    await put(store, "a/b", "object");
    await expectRefusal(put(store, "a/b/c"), "key_conflict");
    await expectRefusal(put(store, "a/b/c/d/e"), "key_conflict");
    expect(await keysOf(store)).toEqual(["a/b"]);
    expect(await textOf(store, "a/b")).toBe("object");
    expect(await store.stat(BUCKET, "a/b/c")).toBeUndefined();
  });

  test("where a folder holds objects, no object takes its name", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    await put(store, "a/b/c");
    await expectRefusal(put(store, "a"), "key_conflict");
    await expectRefusal(put(store, "a/b"), "key_conflict");
    await expectRefusal(
      put(store, "a", "x", { ifAbsent: true }),
      "key_conflict",
    );
    expect(await store.stat(BUCKET, "a/b")).toBeUndefined();
    expect(await store.read(BUCKET, "a/b")).toBeUndefined();
    expect(await store.delete(BUCKET, "a/b")).toBe(false);
    expect(await keysOf(store)).toEqual(["a/b/c"]);
  });

  test("a name is free again when what held it is deleted", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    await put(store, "a/b/c");
    await store.delete(BUCKET, "a/b/c");
    await put(store, "a");
    await store.delete(BUCKET, "a");
    await put(store, "a/b");
    expect(await keysOf(store)).toEqual(["a/b"]);
  });

  test.runIf(options.settlesKeyRaces)(
    "of writers who race for an object and its children, one kind wins",
    async () => {
      await using opened = await openWithBucket(open);
      const { store } = opened;
      for (let round = 0; round < 20; round++) {
        const keys = [`r${round}`, `r${round}/x`, `r${round}/y/z`];
        const results = await Promise.allSettled(
          keys.map((key) => put(store, key)),
        );
        const stored = keys.filter(
          (_key, at) => results[at]?.status === "fulfilled",
        );
        for (const result of results) {
          if (result.status === "rejected")
            expect(isAppError(result.reason, "key_conflict")).toBe(true);
        }
        expect(stored.length).toBeGreaterThan(0);
        expect(stored.length === 1 || !stored.includes(`r${round}`)).toBe(true);
        expect(await keysOf(store, { prefix: `r${round}` })).toEqual(stored);
        for (const key of stored) await store.delete(BUCKET, key);
      }
    },
  );

  test(
    "writing always succeeds while others delete the folder's last object",
    async () => {
      await using opened = await openWithBucket(open);
      const { store } = opened;
      const workers = Array.from({ length: 8 }, async (_none, worker) => {
        const key = `deep/er/${worker}`;
        for (let round = 0; round < 40; round++) {
          await put(store, key);
          expect(await store.delete(BUCKET, key)).toBe(true);
        }
      });
      await Promise.all(workers);
      expect(await keysOf(store)).toEqual([]);
      await store.deleteBucket(BUCKET);
    },
    options.timeoutMs ?? 20_000,
  );
}
