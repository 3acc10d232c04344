import { describe, expect, test } from "vitest";
import { type ActiveAttempt, PENDING_LIMIT_MS, Slots } from "./slots.ts";

const now = new Date("2026-01-01T12:00:00Z");
const longAgo = new Date(now.getTime() - PENDING_LIMIT_MS);

function attempt(overrides: Partial<ActiveAttempt> = {}): ActiveAttempt {
  return {
    functionUid: "a",
    isPending: false,
    isProbe: false,
    hasEnded: false,
    since: now,
    ...overrides,
  };
}
const stuck = (overrides: Partial<ActiveAttempt> = {}) =>
  attempt({ isPending: true, since: longAgo, ...overrides });

describe("the global limit", () => {
  test("is full when as many run as it allows", () => {
    const slots = new Slots(2);
    expect(slots.isAnyFree([attempt()], now)).toBe(true);
    expect(slots.isAnyFree([attempt(), attempt()], now)).toBe(false);
  });

  test("leaves room to the next while the end of others is put in order, up to as many", () => {
    const slots = new Slots(2);
    const ended = attempt({ hasEnded: true });
    expect(slots.isAnyFree([attempt(), ended, ended], now)).toBe(true);
    expect(slots.isAnyFree([attempt(), ended, ended, ended], now)).toBe(false);
    expect(slots.isAnyFree([attempt(), attempt(), ended], now)).toBe(false);
  });

  test("counts what has just become pending, and no longer what is stuck there", () => {
    const slots = new Slots(1);
    expect(slots.isAnyFree([attempt({ isPending: true })], now)).toBe(false);
    expect(slots.isAnyFree([stuck()], now)).toBe(true);
  });
});

describe("a function", () => {
  const admit = (active: ActiveAttempt[], concurrency = 10) =>
    new Slots(50).admit("a", { concurrency, active, now });

  test("starts up to its concurrency, whatever others do", () => {
    expect(admit([], 1)).toBe("start");
    expect(admit([attempt()], 1)).toBeUndefined();
    // Its next job finds what the one before has made.
    expect(admit([attempt({ hasEnded: true })], 1)).toBeUndefined();
    expect(admit([attempt({ functionUid: "b" })], 1)).toBe("start");
  });

  test("with attempts stuck in pending starts one probe and no more", () => {
    expect(admit([stuck(), stuck()])).toBe("probe");
    expect(
      admit([stuck(), attempt({ isPending: true, isProbe: true })]),
    ).toBeUndefined();
    expect(admit([stuck(), stuck({ isProbe: true })])).toBeUndefined();
  });

  test("is not held up by another function that is stuck", () => {
    expect(admit([stuck({ functionUid: "b" })])).toBe("start");
  });
});

test("the least recently served function is the next", () => {
  const slots = new Slots(1);
  const functions = [{ uid: "a" }, { uid: "b" }, { uid: "c" }];
  slots.served("a");
  slots.served("c");
  slots.served("b");
  expect(slots.inTurn(functions).map((each) => each.uid)).toEqual([
    "a",
    "c",
    "b",
  ]);
});

test("the next look is due when the next pending attempt stops counting", () => {
  const slots = new Slots(1);
  const since = new Date(now.getTime() - 10_000);
  expect(
    slots.nextStale([attempt({ isPending: true, since }), stuck()], now),
  ).toEqual(new Date(since.getTime() + PENDING_LIMIT_MS));
  expect(slots.nextStale([stuck(), attempt()], now)).toBeUndefined();
});
