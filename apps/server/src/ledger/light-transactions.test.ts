import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import {
  openTestLedger,
  saveTestFunction,
  testJob,
} from "../testing/open-ledger.ts";
import type { Database } from "./database.ts";
import { LightTransactions } from "./light-transactions.ts";
import { PublishingLedger } from "./publishing.ts";
import { JobTransitions } from "./transitions.ts";

const now = new Date("2026-01-01T12:00:00Z");
/** https://sqlite.org/pragma.html#pragma_synchronous */
const [NORMAL, FULL] = [1, 2];

async function openWorld() {
  const opened = await openTestLedger();
  onTestFinished(() => opened[Symbol.asyncDispose]());
  const { database } = opened.ledger;
  const light = new LightTransactions(database);
  onTestFinished(() => light[Symbol.dispose]());
  return { ...opened, database, light };
}

async function synchronous(db: Pick<Database, "executeQuery">) {
  const query = sql<{ synchronous: number }>`PRAGMA synchronous`;
  const { rows } = await query.execute(db as Database);
  return rows[0]?.synchronous;
}

test("a light transaction does not wait for the disk, and all others do", async () => {
  const { database, light } = await openWorld();
  const inLight = light.execute((trx) => synchronous(trx));
  const inOther = database.transaction().execute((trx) => synchronous(trx));
  expect(await inLight).toBe(NORMAL);
  expect(await inOther).toBe(FULL);
});

test("after a light transaction that fails the others wait for the disk", async () => {
  const { database, light } = await openWorld();
  const failing = light.execute(async (trx) => {
    await trx.insertInto("meta").values({ key: "a", value: "1" }).execute();
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await synchronous(database)).toBe(FULL);
  const left = database.selectFrom("meta").where("key", "=", "a");
  expect(await left.selectAll().execute()).toEqual([]);
});

test("what a power cut must not undo is not written lightly", async () => {
  const { ledger, database, light } = await openWorld();
  const steps: string[] = [];
  let step = "";
  const noting = Object.assign(Object.create(light) as LightTransactions, {
    execute: <T>(work: Parameters<typeof light.execute<T>>[0]) => {
      steps.push(step);
      return light.execute(work);
    },
  });
  const transitions = new JobTransitions(database, noting);
  const publishing = new PublishingLedger(database, noting);
  const take = <T>(name: string, work: () => Promise<T>) => {
    step = name;
    return work();
  };
  const uid = await saveTestFunction(ledger, { name: "f" });
  await ledger.jobs.queue([testJob(uid, "a"), testJob(uid, "b")], now);
  const a = { jobId: "a", attempt: 1 };
  await take("begin", () => transitions.beginAttempt("a", now));
  await take("ref", () => transitions.setRef(a, { pid: 1 }));
  await take("running", () => transitions.setRunning(a, now));
  await take("publish", () => publishing.begin(a, []));
  const done = { finishedAt: now, message: null };
  expect(await take("done", () => publishing.finish(a, done))).toBeTruthy();
  const b = { jobId: "b", attempt: 1 };
  await take("begin", () => transitions.beginAttempt("b", now));
  const end = {
    facts: { state: "failed", reason: "exit_code", message: "no" },
    after: { job: "ended" },
    now,
  } as const;
  expect(await take("end", () => transitions.end(b, end))).toBeTruthy();
  expect(steps).toEqual(["begin", "ref", "running", "done", "begin"]);
});
