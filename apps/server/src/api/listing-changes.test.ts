import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compareUtf8, type ObjectSummary } from "@oscar/contracts";
import fc from "fast-check";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import {
  startTestServer,
  type TestServer,
} from "../testing/start-test-server.ts";

const BUCKET = "frames";
const params = { bucket: BUCKET };
const EXACT = { headers: { "Cache-Control": "no-cache" } };

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer({ settleMs: 0 });
  onTestFinished(() => server[Symbol.asyncDispose]());
  await server.store.createBucket(BUCKET);
});

type Query = Parameters<
  ReturnType<TestServer["client"]>["listObjects"]
>[0]["query"];

async function put(key: string, size: number): Promise<void> {
  const body = "x".repeat(size);
  await server.client().putObject({ params, query: { key }, body });
}

function pathOf(key: string): string {
  return join(server.folder, "store/buckets", BUCKET, key);
}

/** As somebody who knows nothing of the console puts a file there. */
async function putByHand(key: string, size: number): Promise<void> {
  await mkdir(dirname(pathOf(key)), { recursive: true });
  await writeFile(pathOf(key), "x".repeat(size));
}

async function page(query: Query, options = {}) {
  const found = await server.client().listObjects({ params, query }, options);
  const keys = found.objects.map(({ key }) => key);
  return { ...found, keys };
}

test("what we change between two pages is in the next one where it belongs", async () => {
  for (const size of [1, 2, 3, 4, 5, 6]) await put(`${size}.txt`, size);
  const query = { sort: "size", limit: 2 } as const;
  const first = await page(query);
  expect(first.keys).toEqual(["1.txt", "2.txt"]);
  await put("0.txt", 0); // before what was shown: not told again, only counted
  await put("late.txt", 4);
  await server.client().deleteObject({ params, query: { key: "3.txt" } });
  const second = await page({ ...query, after: first.next ?? undefined });
  expect(second.keys).toEqual(["4.txt", "late.txt"]);
  expect(second.total).toBe(7);
  const third = await page({ ...query, after: second.next ?? undefined });
  expect(third.keys).toEqual(["5.txt", "6.txt"]);
  expect(third.next).toBeNull();
});

test("what others change in the folder is found by sorting, searching and counting", async () => {
  for (const size of [1, 2, 3]) await put(`day1/${size}.txt`, size);
  expect((await page({ sort: "size" })).total).toBe(3);
  await putByHand("day1/by-hand.txt", 9);
  await putByHand("day1/1.txt", 7);
  await rm(pathOf("day1/2.txt"));
  const sorted = await page({ sort: "size", order: "desc" }, EXACT);
  expect(sorted.keys).toEqual(["day1/by-hand.txt", "day1/1.txt", "day1/3.txt"]);
  expect((await page({ search: "HAND" }, EXACT)).total).toBe(1);
  expect((await page({ search: "2.txt" }, EXACT)).total).toBe(0);
});

test("without asking for it, too, and soon", async () => {
  await put("a.txt", 1);
  expect((await page({ order: "desc" })).keys).toEqual(["a.txt"]);
  await putByHand("b.txt", 1);
  await expect
    .poll(async () => (await page({ order: "desc" })).keys, { timeout: 5000 })
    .toEqual(["b.txt", "a.txt"]);
});

test("a bucket that is gone is said, and one made again is empty", async () => {
  await put("a.txt", 1);
  expect((await page({ sort: "size" })).total).toBe(1);
  await server.client().deleteObject({ params, query: { key: "a.txt" } });
  await server.store.deleteBucket(BUCKET);
  await server.ledger.objects.forgetBucket(BUCKET);
  await expect(page({ sort: "size" })).rejects.toMatchObject({
    code: "bucket_not_found",
  });
  await server.store.createBucket(BUCKET);
  expect((await page({ sort: "size" })).total).toBe(0);
});

const key = fc.constantFrom("a", "b", "c/a", "c/b", "d/e/f", "é", "Z");
const step = fc.record({
  act: fc.constantFrom("put", "delete", "putByHand", "removeByHand", "look"),
  key,
  size: fc.integer({ min: 0, max: 9 }),
});

test("whatever we and others do, sorted listings are the store's listing, sorted", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      for (const { act, key: name, size } of steps) {
        if (act === "put") await put(name, size);
        else if (act === "putByHand") await putByHand(name, size);
        else if (act === "removeByHand")
          await rm(pathOf(name), { force: true });
        else if (act === "look") await page({ sort: "size" });
        else
          await server
            .client()
            .deleteObject({ params, query: { key: name } })
            .catch(() => undefined); // there was none
      }
      await expectTruth();
    }),
    { numRuns: 40 },
  );
});

/** Compares listings in every order with what the store itself lists. */
async function expectTruth(): Promise<void> {
  const truth: ObjectSummary[] = (await page({})).objects;
  const values = {
    size: ({ size }: ObjectSummary) => size,
    modified: ({ modifiedAt }: ObjectSummary) => Date.parse(modifiedAt),
    key: () => 0,
  };
  for (const sort of ["size", "modified", "key"] as const) {
    const sorted = truth.toSorted(
      (a, b) => values[sort](b) - values[sort](a) || compareUtf8(b.key, a.key),
    );
    const found = await page({ sort, order: "desc" }, EXACT);
    expect(found.objects).toEqual(sorted);
    expect(found.total).toBe(truth.length);
  }
}
