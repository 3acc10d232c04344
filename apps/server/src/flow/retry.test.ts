import { expect, test } from "vitest";
import type { Failure } from "../ports/job-runner.ts";
import { afterFailure } from "./retry.ts";

const now = new Date("2026-01-01T12:00:00Z");
const failed: Failure = {
  outcome: "failed",
  reason: "exit_code",
  message: "exit 1",
};
const lost: Failure = { ...failed, reason: "lost" };

test("a loss that we caused is tried again without being counted", () => {
  expect(
    afterFailure(
      { failures: 0, losses: 2 },
      { ...lost, excused: true },
      { retries: 0, now },
    ),
  ).toEqual({ job: "queued", notBefore: now, counts: "nothing" });
});

test("the third other loss is final", () => {
  const next = (losses: number) =>
    afterFailure({ failures: 0, losses }, lost, { retries: 9, now });
  expect(next(0)).toEqual({
    job: "queued",
    notBefore: new Date(now.getTime() + 1000),
    counts: "loss",
  });
  expect(next(1)).toMatchObject({
    notBefore: new Date(now.getTime() + 2000),
    counts: "loss",
  });
  expect(next(2)).toEqual({ job: "ended" });
});

test("a failure is tried again as often as the function says, with growing pauses", () => {
  const next = (failures: number) =>
    afterFailure({ failures, losses: 0 }, failed, { retries: 2, now });
  expect(next(0)).toEqual({
    job: "queued",
    notBefore: new Date(now.getTime() + 1000),
    counts: "failure",
  });
  expect(next(1)).toMatchObject({ notBefore: new Date(now.getTime() + 2000) });
  expect(next(2)).toEqual({ job: "ended" });
});

test("a failure is final where the function asks for no retries", () => {
  expect(
    afterFailure({ failures: 0, losses: 0 }, failed, { retries: 0, now }),
  ).toEqual({ job: "ended" });
});
