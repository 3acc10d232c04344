import type { Job } from "@oscar/contracts";
import { expect, it } from "vitest";
import { type JobList, patchJobList } from "./patch-jobs.ts";

function job(id: string, changes: Partial<Job> = {}): Job {
  return {
    id,
    function: "darknet",
    generation: 1,
    input: { bucket: "in", key: `${id}.jpg`, etag: "e", size: 1 },
    state: "queued",
    attempt: 0,
    createdAt: `2026-01-01T00:00:0${id}Z`,
    outputs: [],
    ...changes,
  };
}

function list(...pages: Job[][]): JobList {
  return {
    pages: pages.map((jobs) => ({ jobs, next: null })),
    pageParams: pages.map(() => undefined),
  };
}

const idsOf = ({ pages }: JobList) =>
  pages.map((page) => page.jobs.map(({ id }) => id).join(""));

it("puts a changed job where it stood, on whichever page", () => {
  const before = list([job("4"), job("3")], [job("2"), job("1")]);
  const after = patchJobList(before, {}, job("2", { state: "running" }));
  expect(idsOf(after)).toEqual(["43", "21"]);
  expect(after.pages[1]?.jobs[0]?.state).toBe("running");
  expect(after.pages[0]).toBe(before.pages[0]);
});

it("shows a new job among its elders by age", () => {
  const before = list([job("4"), job("2")], [job("1")]);
  expect(idsOf(patchJobList(before, {}, job("5")))).toEqual(["542", "1"]);
  expect(idsOf(patchJobList(before, {}, job("3")))).toEqual(["432", "1"]);
});

it("shows only what the filter lets through, and takes away what no longer fits", () => {
  const running = { state: "running" } as const;
  const before = list([job("2", running)]);
  expect(idsOf(patchJobList(before, running, job("3")))).toEqual(["2"]);
  expect(idsOf(patchJobList(before, { function: "other" }, job("3")))).toEqual([
    "2",
  ]);
  const active = { state: "active", search: "2" } as const;
  const published = job("2", { state: "publishing" });
  expect(idsOf(patchJobList(list([]), active, published))).toEqual(["2"]);
  const other = job("3", { state: "publishing" });
  expect(idsOf(patchJobList(list([]), active, other))).toEqual([""]);
  const ended = job("2", { state: "succeeded" });
  expect(idsOf(patchJobList(before, running, ended))).toEqual([""]);
});

it("is not set back by an event that an answer overtook", () => {
  const before = list([job("1", { state: "succeeded", attempt: 2 })]);
  const late = [
    job("1", { state: "running", attempt: 2 }),
    job("1", { state: "failed", attempt: 1 }),
  ];
  for (const event of late) {
    const after = patchJobList(before, {}, event);
    expect(after.pages[0]?.jobs[0]?.state).toBe("succeeded");
  }
  const again = job("1", { state: "running", attempt: 3 });
  const after = patchJobList(before, {}, again);
  expect(after.pages[0]?.jobs[0]?.state).toBe("running");
});
