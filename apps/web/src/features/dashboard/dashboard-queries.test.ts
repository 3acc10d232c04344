import type { Job } from "@oscar/contracts";
import { expect, it } from "vitest";
import { countEndedSince, LOOKED_AT } from "./dashboard-queries.ts";

function ended(second: number): Job {
  const time = new Date(second * 1000).toISOString();
  return {
    id: String(second),
    function: "f",
    generation: 1,
    input: { bucket: "f-in", key: "k", etag: "e", size: 1 },
    state: "succeeded",
    attempt: 1,
    createdAt: time,
    finishedAt: time,
    outputs: [],
  };
}

it("counts what has ended since", () => {
  const jobs = [ended(30), ended(20), ended(10)];
  expect(countEndedSince(jobs, 20_000)).toEqual({ count: 2, isMore: false });
});

it("says where it cannot know all", () => {
  const jobs = Array.from({ length: LOOKED_AT }, (_, index) => ended(index));
  expect(countEndedSince(jobs, 0)).toEqual({ count: LOOKED_AT, isMore: true });
  expect(countEndedSince(jobs, 1000).isMore).toBe(false);
});
