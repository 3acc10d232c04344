import { AppError } from "@oscar/contracts";
import type { ObjectStore, StagedObject } from "@oscar/object-store";
import { expect, test } from "vitest";
import { keyOf } from "../ledger/change-job.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { JobRow } from "../ledger/tables.ts";
import { silentLog } from "../log.ts";
import {
  openTestLedger,
  saveTestFunction,
  testJob,
} from "../testing/open-ledger.ts";
import { objectStat } from "../testing/stub-objects.ts";
import { Publisher } from "./publish.ts";

const now = new Date("2026-01-01T12:00:00Z");
const never = new AbortController().signal;

function stagedAs(...keys: string[]): StagedObject[] {
  return keys.map((key) => ({
    bucket: "f-out",
    key,
    size: 1,
    crc32: 7,
    token: `token-of-${key}`,
  }));
}

async function publishing(
  ledger: Ledger,
  id: string,
  staged: StagedObject[],
): Promise<JobRow> {
  const uid = "uid-of-f";
  if (!(await ledger.functions.getByUid(uid)))
    await saveTestFunction(ledger, { name: "f" });
  await ledger.jobs.queue([testJob(uid, id)], now);
  const begun = await ledger.transitions.beginAttempt(id, now);
  if (!begun) return expect.fail("not begun");
  const job = await ledger.publishing.begin(keyOf(begun), staged);
  return job ?? expect.fail("not publishing");
}

/** A publisher over a store in which publishing does what the test says. */
async function openPublisher(
  publish: (staged: StagedObject) => void = () => undefined,
) {
  const opened = await openTestLedger();
  const { ledger } = opened;
  const world = {
    ledger,
    published: [] as string[],
    discarded: [] as string[],
    ingested: [] as string[],
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
  const store = {
    async publish(staged: StagedObject) {
      publish(staged);
      world.published.push(staged.key);
      return objectStat(staged.key);
    },
    async stat(_bucket: string, key: string) {
      return world.published.includes(key) ? objectStat(key) : undefined;
    },
    async discard(staged: StagedObject) {
      world.discarded.push(staged.key);
      if (staged.key === "cannot be discarded") throw new Error("disk");
    },
  } as Partial<ObjectStore> as ObjectStore;
  const publisher = new Publisher({
    store,
    ledger,
    ingest: {
      objects(_bucket, stats) {
        world.ingested.push(...stats.map(({ key }) => key));
        return Promise.resolve({ queued: 0, older: new Map() });
      },
    },
    tracker: { job: () => undefined, bucket: () => undefined },
    log: silentLog(),
  });
  return { ...world, publisher };
}

test("all outputs become visible, are told of, and are the job's", async () => {
  await using world = await openPublisher();
  const keys = Array.from({ length: 20 }, (_, i) => `k${10 + i}`);
  const job = await publishing(world.ledger, "j", stagedAs(...keys));
  await world.publisher.publish(job, { signal: never, notes: ["A note."] });
  expect(world.published).toEqual(keys);
  expect(world.ingested).toEqual(keys);
  const after = await world.ledger.jobs.get("j");
  expect(after).toMatchObject({ state: "succeeded", message: "A note." });
  const outputs = await world.ledger.jobs.outputs(["j"], 100);
  expect(outputs.get("j")?.map(({ key }) => key)).toEqual(keys);
  expect(await world.ledger.publishing.tokens()).toEqual(new Set());
});

test("a store that fails for a while is tried again, and nothing is run again", async () => {
  let failures = 0;
  await using world = await openPublisher(({ key }) => {
    if (key === "b" && failures++ < 2) throw new Error("disk");
  });
  const job = await publishing(world.ledger, "j", stagedAs("a", "b"));
  await world.publisher.publish(job, { signal: never });
  expect(failures).toBe(3);
  expect(await world.ledger.jobs.get("j")).toMatchObject({
    state: "succeeded",
    attempt: 1,
  });
});

test("what stops the server leaves the job publishing, for the next server", async () => {
  const stop = new AbortController();
  await using world = await openPublisher(() => {
    stop.abort(new Error("stopping"));
    throw new Error("disk");
  });
  const job = await publishing(world.ledger, "j", stagedAs("a"));
  const { publisher, ledger } = world;
  await expect(publisher.publish(job, { signal: stop.signal })).rejects.toThrow(
    "stopping",
  );
  expect((await ledger.jobs.get("j"))?.state).toBe("publishing");
  expect(await ledger.publishing.tokens()).toEqual(new Set(["token-of-a"]));
  expect(world.discarded).toEqual([]);
});

test.each([
  ["key_conflict", "There is a folder b already."],
  ["bucket_not_found", "There is no bucket f-out."],
] as const)(
  "where publishing can never succeed (%s) the job fails, what is staged goes, and what is visible is told of",
  async (code, message) => {
    await using world = await openPublisher(({ key }) => {
      if (key === "b") throw new AppError(code, message);
    });
    const staged = stagedAs("a", "b", "cannot be discarded", "d");
    const job = await publishing(world.ledger, "j", staged);
    await world.publisher.publish(job, { signal: never });
    expect(await world.ledger.jobs.get("j")).toMatchObject({
      state: "failed",
      reason: "output_failed",
      message: expect.stringContaining(message) as string,
    });
    expect(world.discarded).toEqual(staged.map(({ key }) => key));
    expect(world.ingested).toEqual(["a", "cannot be discarded", "d"]);
    expect(await world.ledger.publishing.tokens()).toEqual(new Set());
  },
);

test("what the store has lost is made again, and what is visible of it is not published again", async () => {
  let isLost = true;
  await using world = await openPublisher(({ key }) => {
    if (key === "b" && isLost)
      throw new AppError("object_not_found", "The store has lost b.");
  });
  const { ledger, publisher } = world;
  const staged = stagedAs("a", "b", "c");
  const first = await publishing(ledger, "j", staged);
  await publisher.publish(first, { signal: never });
  expect(await ledger.jobs.get("j")).toMatchObject({
    state: "queued",
    losses: 1,
    reason: "lost",
  });
  expect(world.discarded).toEqual(["a", "b", "c"]);
  expect(world.published).toEqual(["a", "c"]);

  isLost = false;
  const [a, ...others] = staged;
  if (!a) return expect.fail();
  // Of c it has made other bytes.
  const again = [a, ...others.map((each) => ({ ...each, crc32: 8 }))];
  const second = await publishing(ledger, "j", again);
  await publisher.publish(second, { signal: never });
  expect(world.published).toEqual(["a", "c", "b", "c"]);
  expect(world.discarded).toEqual(["a", "b", "c", "a"]);
  const done = await ledger.jobs.get("j");
  expect(done).toMatchObject({ state: "succeeded", attempt: 2 });
  const outputs = await ledger.jobs.outputs(["j"], 100);
  expect(outputs.get("j")?.map(({ key }) => key)).toEqual(["a", "b", "c"]);
});

test("what the store loses again and again fails in the end", async () => {
  await using world = await openPublisher(() => {
    throw new AppError("object_not_found", "The store has lost it.");
  });
  const { ledger, publisher } = world;
  for (const state of ["queued", "queued", "failed"]) {
    const job = await publishing(ledger, "j", stagedAs("a"));
    await publisher.publish(job, { signal: never });
    expect((await ledger.jobs.get("j"))?.state).toBe(state);
  }
});

test("an attempt that is not in force any more publishes nothing as succeeded", async () => {
  await using world = await openPublisher();
  const job = await publishing(world.ledger, "j", stagedAs("a"));
  await world.publisher.publish(job, { signal: never });
  await world.ledger.transitions.requeue("j");
  await world.publisher.publish(job, { signal: never });
  expect(world.published).toEqual(["a"]);
  expect((await world.ledger.jobs.get("j"))?.state).toBe("queued");
});

test("the first few objects that another input's job had made are named", async () => {
  await using world = await openPublisher();
  const { ledger, publisher } = world;
  const keys = Array.from({ length: 2000 }, (_, i) => `k${1000 + i}`);
  const first = await publishing(ledger, "first", stagedAs(...keys));
  await publisher.publish(first, { signal: never });
  const second = await publishing(ledger, "second", stagedAs("other", ...keys));
  await publisher.publish(second, { signal: never });
  const { message } = (await ledger.jobs.get("second")) ?? {};
  expect(message).toBe(
    keys
      .slice(0, 5)
      .map((key) => `f-out/${key} replaces what was made from f-in/first.txt.`)
      .join(" "),
  );
});
