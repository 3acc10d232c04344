import { afterEach, expect, test, vi } from "vitest";
import type { JobRow } from "../ledger/tables.ts";
import { silentLog } from "../log.ts";
import { eventually } from "../testing/eventually.ts";
import {
  openTestLedger,
  saveTestFunction,
  testJob,
} from "../testing/open-ledger.ts";
import type { Conducting } from "./attempt.ts";
import { Dispatcher, type DispatcherOptions } from "./dispatch.ts";
import { PENDING_LIMIT_MS } from "./slots.ts";

const now = new Date("2026-01-01T12:00:00Z");

afterEach(() => vi.useRealTimers());

interface Led extends Conducting {
  job: JobRow;
  end(): void;
}

/** A dispatcher whose attempts do nothing until they are told to. */
async function startDispatcher(
  parts: Partial<DispatcherOptions> & { jobs?: string[] } = {},
) {
  const opened = await openTestLedger();
  const { ledger } = opened;
  const uid = await saveTestFunction(ledger, { name: "f" });
  for (const id of parts.jobs ?? [])
    await ledger.jobs.queue([testJob(uid, id)], now);
  const led: Led[] = [];
  const { functions, transitions } = ledger;
  let looks = 0;
  let ends = 0;
  const jobs = {
    nextQueued: ledger.jobs.nextQueued.bind(ledger.jobs),
    nextDue(at: Date) {
      looks++;
      return ledger.jobs.nextDue(at);
    },
  };
  const dispatcher = new Dispatcher({
    ledger: { functions, transitions, jobs },
    conductor: {
      async conduct(job, conducting) {
        const ended = Promise.withResolvers<void>();
        led.push({ ...conducting, job, end: ended.resolve });
        await ended.promise;
      },
    },
    tracker: { job: () => undefined, slots: () => ends++ },
    log: silentLog(),
    maxJobs: 2,
    ...parts,
  });
  const started = () => led.map(({ job }) => `${job.id}/${job.attempt}`);
  const ledOf = (index: number) => led[index] ?? expect.fail("not begun");
  return {
    ledger,
    uid,
    dispatcher,
    started,
    ledOf,
    /** Wakes it, and waits until it has started all that may start. */
    async look() {
      const before = looks;
      dispatcher.wake();
      await eventually("a look at the queue", () => looks > before);
    },
    toEnd: (count: number) => eventually(`${count} ended`, () => ends >= count),
    toStart: (count: number) =>
      eventually(`${count} begun`, () => led.length >= count),
    async [Symbol.asyncDispose]() {
      await dispatcher.stop();
      for (const { end } of led) end();
      await dispatcher.settled();
      await opened[Symbol.asyncDispose]();
    },
  };
}

const failed = {
  facts: {
    state: "failed" as const,
    reason: "output_failed" as const,
    message: "m",
  },
  after: { job: "ended" as const },
  now,
};

test("as many jobs start as there is room for, and the next when one has ended", async () => {
  await using world = await startDispatcher({ jobs: ["a", "b", "c"] });
  world.dispatcher.start();
  await world.toStart(2);
  expect(world.started()).toEqual(["a/1", "b/1"]);
  world.ledOf(0).end();
  await world.toStart(3);
  expect(world.started()).toEqual(["a/1", "b/1", "c/1"]);
  expect(world.dispatcher.activeOf(world.uid)).toBe(2);
});

test("the next job starts while the end of the one before is put in order", async () => {
  await using world = await startDispatcher({ jobs: ["a", "b", "c"] });
  world.dispatcher.start();
  await world.toStart(2);
  world.ledOf(0).onEnded();
  await world.toStart(3);
  expect(world.started()).toEqual(["a/1", "b/1", "c/1"]);
});

test("a stopped dispatcher starts nothing, though it is woken", async () => {
  await using world = await startDispatcher({ jobs: ["a"] });
  world.dispatcher.start();
  await world.toStart(1);
  await world.dispatcher.stop();
  await world.ledger.jobs.queue([testJob(world.uid, "b")], now);
  world.dispatcher.wake();
  world.ledOf(0).end();
  await world.dispatcher.settled();
  await world.dispatcher.idle();
  expect(world.started()).toEqual(["a/1"]);
  expect((await world.ledger.jobs.get("b"))?.state).toBe("queued");
});

test("stopping waits for the attempt that is just beginning", async () => {
  await using world = await startDispatcher({ jobs: ["a"] });
  world.dispatcher.start();
  await world.dispatcher.stop();
  const begun = (await world.ledger.jobs.get("a"))?.state === "pending";
  expect(world.started()).toEqual(begun ? ["a/1"] : []);
});

test("it is idle when nothing is queued and nothing runs, and not before", async () => {
  await using world = await startDispatcher({ jobs: ["a"] });
  world.dispatcher.start();
  let isIdle = false;
  const idle = world.dispatcher.idle().then(() => (isIdle = true));
  await world.toStart(1);
  expect(isIdle).toBe(false);
  world.ledOf(0).end();
  await idle;
});

test("a job that waits for its retry starts when it is due", async () => {
  await using world = await startDispatcher({ jobs: ["a"] });
  const { ledger, dispatcher } = world;
  const job = await ledger.transitions.beginAttempt("a", now);
  expect(job?.attempt).toBe(1);
  await ledger.transitions.end(
    { jobId: "a", attempt: 1 },
    {
      ...failed,
      after: {
        job: "queued",
        notBefore: new Date(Date.now() + 100),
        counts: "failure",
      },
    },
  );
  dispatcher.start();
  await dispatcher.idle();
  expect(world.started()).toEqual([]);
  await world.toStart(1);
});

test("a job that becomes due just after the look is not forgotten", async () => {
  await using inner = await openTestLedger();
  const { ledger } = inner;
  const uid = await saveTestFunction(ledger, { name: "f" });
  await ledger.jobs.queue([testJob(uid, "a")], now);
  await ledger.transitions.beginAttempt("a", now);
  const dueAt = Date.now() + 1000;
  const after = {
    job: "queued",
    notBefore: new Date(dueAt),
    counts: "failure",
  } as const;
  const key = { jobId: "a", attempt: 1 };
  await ledger.transitions.end(key, { ...failed, after });
  vi.useFakeTimers({ toFake: ["Date"] });
  const jobs = {
    async nextQueued(...args: Parameters<typeof ledger.jobs.nextQueued>) {
      const rows = await ledger.jobs.nextQueued(...args);
      vi.setSystemTime(dueAt);
      return rows;
    },
    nextDue: ledger.jobs.nextDue.bind(ledger.jobs),
  };
  const { functions, transitions } = ledger;
  await using world = await startDispatcher({
    ledger: { functions, transitions, jobs },
  });
  world.dispatcher.start();
  await world.toStart(1);
});

test("an attempt that is taken up while it runs keeps its place however long it takes", async () => {
  await using world = await startDispatcher({ jobs: ["a", "b"], maxJobs: 1 });
  const { ledger, dispatcher } = world;
  const key = { jobId: "a", attempt: 1 };
  await ledger.transitions.beginAttempt("a", now);
  const running = await ledger.transitions.setRunning(key, now);
  dispatcher.resume(running ?? expect.fail("not running"), { pid: 1 });
  expect(world.ledOf(0).resume).toEqual({ ref: { pid: 1 } });
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(Date.now() + 2 * PENDING_LIMIT_MS);
  dispatcher.start();
  await world.look();
  expect(world.started()).toEqual(["a/1"]);
});

test("one that is stuck in pending leaves its place to a probe, and to more once that runs", async () => {
  await using world = await startDispatcher({
    jobs: ["a", "b", "c"],
    maxJobs: 1,
  });
  world.dispatcher.start();
  await world.look();
  expect(world.started()).toEqual(["a/1"]);
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(Date.now() + 2 * PENDING_LIMIT_MS);
  await world.look();
  vi.setSystemTime(Date.now() + 2 * PENDING_LIMIT_MS);
  await world.look();
  expect(world.started()).toEqual(["a/1", "b/1"]);
  world.ledOf(1).onRunning();
  world.ledOf(1).end();
  await world.toStart(3);
});

test("a job that is tried again while its last attempt puts its end in order can be cancelled, and is waited for", async () => {
  await using world = await startDispatcher({ jobs: ["a"] });
  const { ledger, dispatcher } = world;
  dispatcher.start();
  await world.toStart(1);
  await ledger.transitions.end({ jobId: "a", attempt: 1 }, failed);
  await ledger.transitions.requeue("a");
  dispatcher.wake();
  await world.toStart(2);
  world.ledOf(0).end();
  await world.toEnd(1);
  expect(dispatcher.cancel("a", "user")).toBe(true);
  expect(world.ledOf(1).signal.aborted).toBe(true);
});

test("cancelling all of a function takes in the attempt that is just beginning", async () => {
  const gate = Promise.withResolvers<void>();
  await using inner = await openTestLedger();
  const { ledger } = inner;
  const uid = await saveTestFunction(ledger, { name: "f" });
  await ledger.jobs.queue([testJob(uid, "a")], now);
  let hasBegun = false;
  const { functions, jobs } = ledger;
  const transitions = {
    async beginAttempt(id: string, at: Date) {
      const job = await ledger.transitions.beginAttempt(id, at);
      hasBegun = true;
      await gate.promise;
      return job;
    },
  };
  await using world = await startDispatcher({
    ledger: { functions, jobs, transitions },
  });
  world.dispatcher.start();
  await eventually("the begin is in the ledger", () => hasBegun);
  const cancelled = world.dispatcher.cancelAll(uid, "function_deleted");
  gate.resolve();
  await world.toStart(1);
  await eventually("aborted", () => world.ledOf(0).signal.aborted);
  world.ledOf(0).end();
  await cancelled;
});
