import type { ObjectStore } from "@oscar/object-store";
import { expect, test } from "vitest";
import type { JobRow } from "../ledger/tables.ts";
import { silentLog } from "../log.ts";
import type {
  AttemptEnd,
  AttemptHooks,
  JobRunner,
} from "../ports/job-runner.ts";
import {
  openTestLedger,
  saveTestFunction,
  testJob,
} from "../testing/open-ledger.ts";
import { Conductor, type ConductorOptions } from "./attempt.ts";
import { Cancellation } from "./cancellation.ts";

const now = new Date("2026-01-01T12:00:00Z");
const FAILED: AttemptEnd = {
  outcome: "failed",
  reason: "exit_code",
  exitCode: 1,
  message: "exit 1",
};

type Run = (hooks: AttemptHooks) => Promise<AttemptEnd>;

/** A begun attempt of a function with a retry left, and a conductor whose runner is `run`. */
async function beginAttempt(run: Run, parts: Partial<ConductorOptions> = {}) {
  const opened = await openTestLedger();
  const { ledger } = opened;
  const uid = await saveTestFunction(ledger, { name: "f", retries: 1 });
  await ledger.jobs.queue([testJob(uid, "j")], now);
  const job = await ledger.transitions.beginAttempt("j", now);
  if (!job) return expect.fail("not begun");
  const cancel = new AbortController();
  const published: JobRow[] = [];
  const discarded: string[] = [];
  let starts = 0;
  /** How many had been published when nothing ran any more. */
  const ends: number[] = [];
  const conductor = new Conductor({
    ledger,
    runner: {
      run: (_spec, hooks) => run(hooks),
    } as Partial<JobRunner> as JobRunner,
    store: {
      discard: async ({ token }) => void discarded.push(token),
    } as Partial<ObjectStore> as ObjectStore,
    publisher: { publish: async (row) => void published.push(row) },
    tracker: { job: () => undefined },
    log: silentLog(),
    stopping: new AbortController().signal,
    ...parts,
  });
  return {
    ledger,
    uid,
    published,
    discarded,
    starts: () => starts,
    ends,
    cancel: () => cancel.abort(new Cancellation("user")),
    conduct: (row = job) =>
      conductor.conduct(row, {
        signal: cancel.signal,
        onRunning: () => starts++,
        onEnded: () => ends.push(published.length),
      }),
    end: async () => (await ledger.jobs.get("j")) ?? expect.fail("no job"),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

const staged = [{ bucket: "o", key: "k", size: 1, crc32: 7, token: "t" }];
const SUCCEEDED: AttemptEnd = { outcome: "succeeded", staged, notes: [] };

test("an attempt is begun, started, and handed to the publisher with its list committed", async () => {
  await using world = await beginAttempt(async (hooks) => {
    await hooks.begun({ pid: 7 });
    await hooks.started(now);
    hooks.ended?.();
    expect(world.ends).toEqual([0]);
    return SUCCEEDED;
  });
  await world.conduct();
  expect(world.starts()).toBe(1);
  expect(world.ends).toEqual([0, 0]);
  expect(world.published).toMatchObject([{ state: "publishing", attempt: 1 }]);
  expect(await world.ledger.publishing.staged("j")).toEqual(staged);
  const attempt = await world.ledger.jobs.attempt("j", 1);
  expect(attempt).toMatchObject({ ref: `{"pid":7}`, state: "publishing" });
});

test("one that was ended meanwhile neither starts nor publishes, and what it staged goes", async () => {
  await using world = await beginAttempt(async (hooks) => {
    await world.ledger.transitions.end(
      { jobId: "j", attempt: 1 },
      {
        facts: { state: "failed", reason: "lost", message: "m" },
        after: { job: "ended" },
        now,
      },
    );
    await expect(hooks.begun({ pid: 7 })).rejects.toThrow("replaced");
    await hooks.started(now);
    return SUCCEEDED;
  });
  await world.conduct();
  expect(world.starts()).toBe(0);
  expect(world.published).toEqual([]);
  expect(world.discarded).toEqual(["t"]);
  expect((await world.end()).state).toBe("failed");
});

test("a failure is tried again, but not against the wish to cancel it", async () => {
  {
    await using world = await beginAttempt(() => Promise.resolve(FAILED));
    await world.conduct();
    expect(await world.end()).toMatchObject({ state: "queued", failures: 1 });
  }
  await using world = await beginAttempt(() => {
    world.cancel();
    return Promise.resolve(FAILED);
  });
  await world.conduct();
  expect(await world.end()).toMatchObject({
    state: "cancelled",
    reason: "user",
  });
});

test("a failure of a function that is being deleted is not tried again", async () => {
  await using world = await beginAttempt(async () => {
    await world.ledger.functions.markDeleting(world.uid);
    return FAILED;
  });
  await world.conduct();
  expect((await world.end()).state).toBe("failed");
});

test("a runner that is at fault loses the attempt, which is counted", async () => {
  await using world = await beginAttempt(() => Promise.reject(new Error("x")));
  await world.conduct();
  expect(await world.end()).toMatchObject({
    state: "queued",
    reason: "lost",
    losses: 1,
  });
});

test("a generation that nobody knows ends the job rather than leave it pending", async () => {
  await using world = await beginAttempt(() => expect.fail("it ran"));
  await world.ledger.database.deleteFrom("generations").execute();
  await world.conduct();
  expect(await world.end()).toMatchObject({
    state: "failed",
    reason: "start_failed",
  });
});

test("a publishing job that is taken up goes on until it is published, though the ledger fails", async () => {
  let tries = 0;
  await using world = await beginAttempt(() => expect.fail("it ran"), {
    publisher: {
      publish() {
        if (tries++ === 0) throw new Error("the ledger is busy");
        return Promise.resolve();
      },
    },
  });
  await world.conduct({ ...(await world.end()), state: "publishing" });
  expect(tries).toBe(2);
});

test("a server that stops does not wait for a ledger that fails", async () => {
  const stop = new AbortController();
  await using world = await beginAttempt(() => Promise.resolve(SUCCEEDED), {
    stopping: stop.signal,
    publisher: {
      publish() {
        stop.abort(new Error("stopping"));
        throw new Error("disk");
      },
    },
  });
  await expect(world.conduct()).rejects.toThrow("disk");
  expect((await world.end()).state).toBe("publishing");
});
