import { expect, test } from "vitest";
import {
  openTestLedger,
  saveTestFunction,
  testJob,
} from "../testing/open-ledger.ts";
import { keyOf } from "./change-job.ts";
import type { Ledger } from "./ledger.ts";
import type { JobRow } from "./tables.ts";

const now = new Date("2026-01-01T12:00:00Z");
const staged = [
  { bucket: "f-out", key: "a", size: 3, crc32: 7, token: "t1" },
  { bucket: "f-out", key: "b", size: 0, crc32: 0, token: "t2" },
];
const failure = {
  facts: {
    state: "failed" as const,
    reason: "exit_code" as const,
    message: "exit 1",
    exitCode: 1,
  },
  after: { job: "ended" as const },
  now,
};

async function begin(ledger: Ledger): Promise<JobRow> {
  const uid = await saveTestFunction(ledger, { name: "f" });
  await ledger.jobs.queue([testJob(uid, "j1")], now);
  const job = await ledger.transitions.beginAttempt("j1", now);
  if (!job) throw new Error("the attempt did not begin");
  return job;
}

test("two hints for one object version are one job", async () => {
  await using test = await openTestLedger();
  const uid = await saveTestFunction(test.ledger, { name: "f" });
  const job = testJob(uid, "j1");
  expect(await test.ledger.jobs.queue([job], now)).toHaveLength(1);
  expect(await test.ledger.jobs.queue([job, job], now)).toHaveLength(0);
  expect((await test.ledger.jobs.countsOf(uid)).queued).toBe(1);
});

test("a function that is being deleted gets no more jobs, and none of its jobs starts", async () => {
  await using test = await openTestLedger();
  const { ledger } = test;
  const uid = await saveTestFunction(ledger, { name: "f" });
  await ledger.jobs.queue([testJob(uid, "j1")], now);
  await ledger.functions.markDeleting(uid);
  expect(await ledger.jobs.queue([testJob(uid, "j2")], now)).toEqual([]);
  expect(await ledger.transitions.beginAttempt("j1", now)).toBeUndefined();
  expect(await ledger.functions.withQueued()).toEqual([]);
});

test("an attempt begins once, though two ask for it at the same time", async () => {
  await using test = await openTestLedger();
  const { ledger } = test;
  const uid = await saveTestFunction(ledger, { name: "f" });
  await ledger.jobs.queue([testJob(uid, "j1")], now);
  const begun = await Promise.all([
    ledger.transitions.beginAttempt("j1", now),
    ledger.transitions.beginAttempt("j1", now),
  ]);
  expect(begun.filter((job) => job !== undefined)).toHaveLength(1);
  expect(await ledger.jobs.attempts("j1")).toHaveLength(1);
});

test("an attempt that was replaced can neither start, publish nor end the job", async () => {
  await using test = await openTestLedger();
  const { ledger } = test;
  const first = await begin(ledger);
  await ledger.transitions.end(keyOf(first), {
    ...failure,
    after: { job: "queued", notBefore: now, counts: "failure" },
  });
  const second = await ledger.transitions.beginAttempt("j1", now);
  expect(second).toMatchObject({ attempt: 2, failures: 1 });
  expect(await ledger.transitions.setRef(keyOf(first), { pid: 1 })).toBe(false);
  expect(
    await ledger.transitions.setRunning(keyOf(first), now),
  ).toBeUndefined();
  expect(await ledger.publishing.begin(keyOf(first), staged)).toBeUndefined();
  expect(await ledger.transitions.end(keyOf(first), failure)).toBeUndefined();
  expect(await ledger.publishing.tokens()).toEqual(new Set());
  expect(await ledger.jobs.get("j1")).toMatchObject({ state: "pending" });
});

test("what is published becomes the job's outputs, and only once", async () => {
  await using test = await openTestLedger();
  const { ledger } = test;
  const job = await begin(ledger);
  await ledger.transitions.setRunning(keyOf(job), now);
  expect(await ledger.publishing.begin(keyOf(job), staged)).toMatchObject({
    state: "publishing",
  });
  expect(await ledger.publishing.begin(keyOf(job), staged)).toBeUndefined();
  expect(await ledger.publishing.staged("j1")).toEqual(staged);
  const facts = { finishedAt: now, message: null };
  expect(await ledger.publishing.finish(keyOf(job), facts)).toMatchObject({
    state: "succeeded",
    exit_code: 0,
  });
  expect(await ledger.publishing.finish(keyOf(job), facts)).toBeUndefined();
  const outputs = await ledger.jobs.outputs(["j1"], 10);
  expect(outputs.get("j1")?.map((each) => each.key)).toEqual(["a", "b"]);
  expect(await ledger.publishing.tokens()).toEqual(new Set());
});

test("an ended job can be queued again, a living one cannot", async () => {
  await using test = await openTestLedger();
  const { ledger } = test;
  const job = await begin(ledger);
  expect(await ledger.transitions.requeue("j1")).toBeUndefined();
  await ledger.transitions.end(keyOf(job), failure);
  expect(await ledger.transitions.requeue("j1")).toMatchObject({
    state: "queued",
    failures: 0,
  });
});

test("counts follow every change of state", async () => {
  await using test = await openTestLedger();
  const { ledger } = test;
  const job = await begin(ledger);
  const uid = job.function_uid;
  await ledger.jobs.queue([testJob(uid, "j2"), testJob(uid, "j3")], now);
  await ledger.transitions.end(keyOf(job), failure);
  await ledger.transitions.cancelQueued("j2", {
    reason: "user",
    message: "",
    now,
  });
  expect(await ledger.jobs.countsOf(uid)).toEqual({
    queued: 1,
    pending: 0,
    running: 0,
    publishing: 0,
    succeeded: 0,
    failed: 1,
    cancelled: 1,
  });
  expect((await ledger.jobs.counts()).get(uid)?.failed).toBe(1);
});

test("what one server has committed, the next one finds, and two cannot share a ledger", async () => {
  await using test = await openTestLedger();
  await begin(test.ledger);
  const { Ledger } = await import("./ledger.ts");
  await expect(Ledger.open(test.filePath)).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("OSCAR_DATA_DIR"),
  });
  await test.ledger[Symbol.asyncDispose]();
  await using next = await Ledger.open(test.filePath);
  expect(await next.jobs.unfinished()).toMatchObject([
    { id: "j1", state: "pending", attempt: 1 },
  ]);
});
