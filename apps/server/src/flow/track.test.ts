import type { FunctionSummary, LiveEvent } from "@oscar/contracts";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { silentLog } from "../log.ts";
import { openTestLedger } from "../testing/open-ledger.ts";
import { Tracker, type TrackerOptions } from "./track.ts";

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

async function createTracker(summariesOf: TrackerOptions["summariesOf"]) {
  const { ledger, [Symbol.asyncDispose]: dispose } = await openTestLedger();
  onTestFinished(dispose);
  const told: LiveEvent[] = [];
  const live = { publish: (event: LiveEvent) => void told.push(event) };
  const tracker = new Tracker({ ledger, live, log: silentLog(), summariesOf });
  return { tracker, told };
}

function summaryOf(uid: string): FunctionSummary {
  return { uid, name: uid } as FunctionSummary;
}

test("functions that change within a moment are looked at together, each once", async () => {
  const asked: string[][] = [];
  const { tracker, told } = await createTracker(async (uids) => {
    asked.push(uids);
    return uids.map(summaryOf);
  });
  for (const uid of ["a", "b", "a", "c"]) tracker.slots(uid);
  await vi.advanceTimersByTimeAsync(250);
  expect(asked).toEqual([["a", "b", "c"]]);
  expect(told).toHaveLength(3);
});

test("functions that could not be told of are told of later, and none is forgotten", async () => {
  let failures = 1;
  const { tracker, told } = await createTracker(async (uids) => {
    if (failures-- > 0) throw new Error("the store is away");
    return uids.map(summaryOf);
  });
  tracker.slots("a");
  tracker.slots("b");
  await vi.advanceTimersByTimeAsync(250);
  expect(told).toEqual([]);
  tracker.slots("c");
  await vi.advanceTimersByTimeAsync(6000);
  expect(told).toMatchObject(
    ["a", "b", "c"].map((uid) => ({ type: "function", function: { uid } })),
  );
});
