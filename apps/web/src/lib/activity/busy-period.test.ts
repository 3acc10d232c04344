import type { FunctionSummary, Job } from "@oscar/contracts";
import { expect, test } from "vitest";
import { baselineOf, endedOf, progressSince } from "./busy-period.ts";

function counts(some: Partial<FunctionSummary["counts"]>) {
  return {
    queued: 0,
    pending: 0,
    running: 0,
    publishing: 0,
    succeeded: 0,
    failed: 0,
    cancelled: 0,
    ...some,
  };
}

function job(state: Job["state"], from: number, to?: number): Job {
  const time = (second: number) => new Date(second * 1000).toISOString();
  return {
    id: `${from}`,
    function: "darknet",
    generation: 1,
    input: { bucket: "in", key: "k", etag: "e", size: 1 },
    state,
    attempt: 1,
    createdAt: time(from),
    ...(to === undefined ? {} : { finishedAt: time(to) }),
    outputs: [],
  };
}

test("work that is found going on counts from where it began, not from the first job ever", () => {
  const jobs = [
    job("queued", 103),
    job("running", 102),
    job("failed", 101, 120),
    job("succeeded", 100, 110),
    job("failed", 20, 30),
    job("succeeded", 10, 20),
  ];
  const now = counts({ queued: 1, running: 1, succeeded: 2, failed: 2 });
  const baseline = baselineOf(now, jobs);
  expect(progressSince(baseline, now)).toEqual({
    done: 2,
    total: 4,
    failed: 1,
  });
});

test("jobs that follow each other without a pause are one piece of work", () => {
  const jobs = [
    job("running", 30),
    job("succeeded", 20, 31),
    job("succeeded", 10, 21),
    job("succeeded", 1, 9),
  ];
  const now = counts({ running: 1, succeeded: 3 });
  expect(progressSince(baselineOf(now, jobs), now)).toEqual({
    done: 2,
    total: 3,
    failed: 0,
  });
});

test("more work than the list reaches back to counts as a whole", () => {
  const jobs = [job("running", 2), job("succeeded", 1, 3)];
  const now = counts({ running: 1, succeeded: 5000 });
  expect(progressSince(baselineOf(now, jobs), now)).toMatchObject({
    done: 5000,
    total: 5001,
  });
});

test("the end is told: all is done", () => {
  const before = endedOf(counts({ succeeded: 100, failed: 3 }));
  const after = counts({ succeeded: 167, failed: 4 });
  expect(progressSince(before, after)).toEqual({
    done: 68,
    total: 68,
    failed: 1,
  });
});
