import type { ListOptions, ObjectStat, ObjectStore } from "@oscar/object-store";
import { expect, test } from "vitest";
import type { Ledger } from "../ledger/ledger.ts";
import type { JobRow } from "../ledger/tables.ts";
import { silentLog } from "../log.ts";
import { objectStat } from "../testing/stub-objects.ts";
import { openTestLedger, saveTestFunction } from "../testing/open-ledger.ts";
import { Ingest } from "./ingest.ts";
import { WatchList } from "./watch-list.ts";

const SINCE = new Date("2026-01-01T12:00:00Z").getTime();

/** Functions that all watch the bucket `in`, from SINCE on. */
async function watching(ledger: Ledger, names: string[]): Promise<WatchList> {
  for (const name of names) {
    await ledger.functions.create({
      uid: `uid-of-${name}`,
      definition: { name, image: "a", script: "true" },
      now: new Date(),
      check: () => undefined,
      watches: () => [
        { bucket: "in", prefix: "", suffix: "", watched_since: SINCE },
      ],
    });
  }
  const watchList = new WatchList(ledger);
  await watchList.reload();
  return watchList;
}

async function openIngest(names: string[], found: ObjectStat[] = []) {
  const opened = await openTestLedger();
  const { ledger } = opened;
  const told: JobRow[] = [];
  const asked: ListOptions[] = [];
  const store = {
    stat: (_bucket: string, key: string) =>
      Promise.resolve(found.find((stat) => stat.key === key)),
    list(_bucket: string, options: ListOptions) {
      asked.push(options);
      return Promise.resolve({ objects: found, prefixes: [], next: undefined });
    },
  } as Partial<ObjectStore> as ObjectStore;
  const watchList = await watching(ledger, names);
  const ingest = new Ingest({
    store,
    ledger,
    watchList,
    log: silentLog(),
    onQueued: (jobs) => void told.push(...jobs),
  });
  return {
    ledger,
    watchList,
    ingest,
    told,
    asked,
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

test("a full page for many functions is queued whole, and told of once", async () => {
  const names = Array.from({ length: 4 }, (_, index) => `f${index}`);
  await using world = await openIngest(names);
  const page = Array.from({ length: 1000 }, (_, i) => objectStat(`k${i}`));
  expect(await world.ingest.objects("in", page)).toMatchObject({
    queued: 4000,
  });
  expect(await world.ingest.objects("in", page)).toMatchObject({ queued: 0 });
  expect(world.told).toHaveLength(4000);
});

test("what is as old as the watch in whole seconds is new; what is older is counted until it has a job", async () => {
  await using world = await openIngest(["f"]);
  const tie = objectStat("tie", { arrivedAt: new Date(SINCE) });
  const older = objectStat("older", { arrivedAt: new Date(SINCE - 1) });
  expect(await world.ingest.objects("in", [tie, older])).toEqual({
    queued: 1,
    older: new Map([["uid-of-f", 1]]),
  });
  const sameVersion = { ...older, arrivedAt: new Date(SINCE) };
  await world.ingest.objects("in", [sameVersion]);
  expect(await world.ingest.objects("in", [tie, older])).toEqual({
    queued: 0,
    older: new Map(),
  });
});

test("a new etag or another second is a new version", async () => {
  await using world = await openIngest(["f"]);
  const first = objectStat("k");
  const later = new Date(first.modifiedAt.getTime() + 499);
  const nextSecond = new Date(first.modifiedAt.getTime() + 500);
  const versions = [
    first,
    { ...first, modifiedAt: later },
    { ...first, etag: "other" },
    { ...first, modifiedAt: nextSecond },
  ];
  const { queued } = await world.ingest.objects("in", versions);
  expect(queued).toBe(3);
});

test("a hint for what is not there, or is not watched, does nothing", async () => {
  await using world = await openIngest(["f"], [objectStat("there")]);
  await world.ingest.hint({ bucket: "in", key: "forged" });
  await world.ingest.hint({ bucket: "elsewhere", key: "there" });
  expect(world.told).toEqual([]);
  await world.ingest.hint({ bucket: "in", key: "there" });
  expect(world.told).toMatchObject([{ key: "there", state: "queued" }]);
});

test("a hint of a folder is listed as deeply as it says", async () => {
  await using world = await openIngest(["f"]);
  await world.ingest.hint({ bucket: "in", prefix: "a/", isShallow: true });
  await world.ingest.hint({ bucket: "in", prefix: "a/" });
  await world.ingest.hint({ bucket: "in" });
  expect(world.asked).toEqual([
    { prefix: "a/", delimiter: "/" },
    { prefix: "a/" },
    { prefix: "" },
  ]);
});

test("a function that is being deleted watches nothing, and gets no job from a list that is old", async () => {
  await using world = await openIngest(["f", "g"]);
  await world.ledger.functions.markDeleting("uid-of-f");
  const stale = await world.ingest.objects("in", [objectStat("k")]);
  expect(stale.queued).toBe(1);
  expect(world.told).toMatchObject([{ function_name: "g" }]);
  await world.watchList.reload();
  const names = world.watchList.match("in", "k");
  expect(names.map((watch) => watch.functionName)).toEqual(["g"]);
  await world.ledger.functions.markDeleting("uid-of-g");
  await world.watchList.reload();
  expect(world.watchList.buckets()).toEqual([]);
});

test("a function that was saved is watched for after a reload, and not before", async () => {
  await using world = await openIngest([]);
  await saveTestFunction(world.ledger, { name: "late" });
  expect(world.watchList.buckets()).toEqual([]);
  await world.watchList.reload();
  expect(world.watchList.match("late-in", "k")).toMatchObject([
    { functionName: "late", generation: 1, watchedSince: 0 },
  ]);
  expect(world.watchList.match("other-in", "k")).toEqual([]);
});
