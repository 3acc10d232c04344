import { AppError } from "@oscar/contracts";
import type { ListOptions, ListPage, ObjectStore } from "@oscar/object-store";
import { expect, test } from "vitest";
import { silentLog } from "../log.ts";
import { eventually } from "../testing/eventually.ts";
import { objectStat } from "../testing/stub-objects.ts";
import { Reconciler, type ReconcilerOptions } from "./reconcile.ts";

/** Two pages of one object each. */
function twoPages(_bucket: string, { after }: ListOptions = {}) {
  const page: ListPage =
    after === undefined
      ? { objects: [objectStat("a")], prefixes: [], next: "a" }
      : { objects: [objectStat("b")], prefixes: [], next: undefined };
  return Promise.resolve(page);
}

function reconcilerOf(
  parts: { list?: ObjectStore["list"]; buckets?: string[] } & Partial<
    Pick<ReconcilerOptions, "ingest">
  > = {},
) {
  const seen: string[] = [];
  const told: string[] = [];
  const store = { list: parts.list ?? twoPages } as ObjectStore;
  const reconciler = new Reconciler({
    store,
    ingest: {
      objects(bucket, stats) {
        for (const { key } of stats) seen.push(`${bucket}/${key}`);
        return Promise.resolve({ queued: 1, older: new Map([["uid", 2]]) });
      },
    },
    watchList: { buckets: () => parts.buckets ?? ["in"] },
    tracker: { slots: (uid) => told.push(uid) },
    log: silentLog(),
    ...(parts.ingest ? { ingest: parts.ingest } : {}),
  });
  return { reconciler, seen, told };
}

test("all pages of a bucket are looked at, and what was left alone is counted anew each time", async () => {
  const { reconciler, seen } = reconcilerOf();
  expect(await reconciler.bucket("in")).toBe(2);
  expect(await reconciler.bucket("in")).toBe(2);
  expect(seen).toEqual(["in/a", "in/b", "in/a", "in/b"]);
  expect(reconciler.olderThanWatch("uid")).toBe(4);
  expect(reconciler.olderThanWatch("other")).toBe(0);
});

test("what was left alone is told where it is another number than before", async () => {
  let older = 1;
  const { reconciler, told } = reconcilerOf({
    ingest: {
      objects: () =>
        Promise.resolve({ queued: 0, older: new Map([["uid", older]]) }),
    },
  });
  await reconciler.bucket("in");
  await reconciler.bucket("in");
  expect(told).toEqual(["uid"]);
  older = 2;
  await reconciler.bucket("in");
  expect(told).toEqual(["uid", "uid"]);
});

test("a round goes on to the next bucket where one is missing or cannot be listed", async () => {
  const { reconciler, seen } = reconcilerOf({
    buckets: ["gone", "broken", "in"],
    list(bucket, options) {
      if (bucket === "gone")
        throw new AppError("bucket_not_found", "It is gone.");
      if (bucket === "broken") throw new Error("disk");
      return twoPages(bucket, options);
    },
  });
  const stop = new AbortController();
  const running = reconciler.run({ signal: stop.signal });
  await eventually("the last bucket", () => seen.includes("in/b"));
  stop.abort();
  await running;
});

test("what could not be queued is queued in the next round", async () => {
  const queued: string[] = [];
  let failures = 0;
  const { reconciler } = reconcilerOf({
    ingest: {
      objects(_bucket, stats) {
        if (failures++ === 0) throw new Error("the ledger is busy");
        queued.push(...stats.map(({ key }) => key));
        return Promise.resolve({ queued: stats.length, older: new Map() });
      },
    },
  });
  const stop = new AbortController();
  const running = reconciler.run({ signal: stop.signal });
  await eventually("the failure", () => failures > 0);
  expect(queued).toEqual([]);
  reconciler.request();
  await eventually("both", () => queued.length === 2);
  stop.abort();
  await running;
});

test("a request during a round is a round of its own", async () => {
  const listing = Promise.withResolvers<void>();
  let rounds = 0;
  const { reconciler } = reconcilerOf({
    async list() {
      rounds++;
      await listing.promise;
      return { objects: [], prefixes: [], next: undefined };
    },
  });
  const stop = new AbortController();
  const running = reconciler.run({ signal: stop.signal });
  await eventually("the first round", () => rounds === 1);
  reconciler.request();
  listing.resolve();
  await eventually("the second round", () => rounds === 2);
  stop.abort();
  await running;
});
