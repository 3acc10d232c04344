import {
  compareUtf8,
  type ObjectPage,
  type ObjectSummary,
} from "@oscar/contracts";
import { expect, test, vi } from "vitest";
import { objectOrder } from "./object-order.ts";
import { ObjectWindow } from "./object-window.ts";

const PLAIN = {
  folder: undefined,
  search: "",
  sort: "key",
  order: "asc",
} as const;

function keyOf(number: number): string {
  return `f${String(number).padStart(6, "0")}`;
}

/** A bucket that lists as the server does: after a cursor, at most `limit` at once. */
function testBucket(count: number) {
  const keys = new Set(
    Array.from({ length: count }, (_, index) => keyOf(index)),
  );
  const asked: (string | undefined)[] = [];
  let failure: Error | undefined;
  async function fetchPage(
    after: string | undefined,
    limit: number,
  ): Promise<ObjectPage> {
    asked.push(after);
    if (failure) throw failure;
    const rest = [...keys]
      .toSorted(compareUtf8)
      .filter((key) => after === undefined || compareUtf8(key, after) > 0);
    const page = rest.slice(0, limit);
    const next = rest.length > limit ? (page.at(-1) ?? null) : null;
    return { objects: page.map(object), prefixes: [], next };
  }
  const objects = new ObjectWindow({
    fetchPage,
    compare: objectOrder(PLAIN),
    onChange: () => undefined,
  });
  objects.open();
  const loaded = (number: number) =>
    vi.waitFor(() => {
      if (objects.loaded !== number)
        throw new Error(`${objects.loaded} of ${number} are loaded`);
    });
  return {
    objects,
    keys,
    asked,
    loaded,
    failWith: (error: Error | undefined) => (failure = error),
  };
}

function object(key: string): ObjectSummary {
  return { key, size: 1, etag: "e", modifiedAt: new Date(0).toISOString() };
}

test("pages are fetched as far as they are needed", async () => {
  const { objects, asked, loaded } = testBucket(3500);
  objects.need(0, 20);
  await loaded(1000);
  expect(asked).toHaveLength(1);
  objects.need(2100, 2120);
  await loaded(3000);
  expect(objects.rowAt(2100)?.key).toBe(keyOf(2100));
  expect(objects.rowAt(3000)).toBeUndefined();
  objects.need(3490, 3499);
  await loaded(3500);
  expect(objects.isComplete).toBe(true);
});

test("news are fetched only where they are in sight", async () => {
  const { objects, keys, asked, loaded } = testBucket(3500);
  objects.need(2900, 2920);
  await loaded(3000);
  objects.need(1500, 1520);
  asked.length = 0;
  keys.add(`${keyOf(1510)}-new`);
  keys.add(`${keyOf(10)}-new`);
  await objects.markStale();
  expect(asked[0]).toBe(keyOf(999));
  expect(objects.loaded).toBe(3001);
  expect(objects.indexOf(`${keyOf(1510)}-new`)).toBe(1511);
  expect(objects.indexOf(`${keyOf(10)}-new`)).toBe(-1);
  objects.need(0, 20);
  await loaded(3002);
  expect(objects.indexOf(`${keyOf(10)}-new`)).toBe(11);
});

test("no object is twice there or lost when a chunk's own last object is deleted", async () => {
  const { objects, keys, loaded } = testBucket(2500);
  objects.need(1500, 1600);
  await loaded(2000);
  objects.need(900, 1100);
  keys.delete(keyOf(999));
  await objects.markStale();
  keys.add(`${keyOf(998)}-new`);
  await objects.markStale();
  await loaded(2000);
  const rows = Array.from(
    { length: 2000 },
    (_, index) => objects.rowAt(index)?.key,
  );
  const wanted = [...keys].toSorted(compareUtf8).slice(0, 2000);
  expect(rows).toEqual(wanted);
});

test("more than a page that arrives in one place is all taken in", async () => {
  const { objects, keys, loaded } = testBucket(2500);
  objects.need(1000, 1100);
  await loaded(2000);
  objects.need(0, 10);
  for (let number = 0; number < 1500; number++)
    keys.add(`${keyOf(5)}-${number}`);
  await objects.markStale();
  expect(objects.loaded).toBe(3500);
});

test("an emptied bucket is seen to be empty", async () => {
  const { objects, keys, loaded } = testBucket(30);
  objects.need(0, 20);
  await loaded(30);
  keys.clear();
  await objects.markStale();
  expect([objects.loaded, objects.isComplete]).toEqual([0, true]);
  keys.add("new");
  await objects.markStale();
  expect(objects.rowAt(0)?.key).toBe("new");
});

test("after an error nothing is fetched until there is news", async () => {
  const { objects, asked, loaded, failWith } = testBucket(10);
  failWith(new Error("gone"));
  await expect(objects.markStale()).rejects.toThrow("gone");
  objects.need(0, 5);
  expect(asked).toHaveLength(1);
  failWith(undefined);
  await objects.markStale();
  await loaded(10);
  expect(objects.error).toBeUndefined();
});
