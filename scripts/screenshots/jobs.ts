import { failing, type Picture, unanswered } from "./picture.ts";

export const JOBS: Picture[] = [
  { name: "job", path: ({ jobs }) => `/jobs/${jobs.succeeded}` },
  { name: "job-failed", path: ({ jobs }) => `/jobs/${jobs.failed}` },
  { name: "job-running", path: ({ jobs }) => `/jobs/${jobs.running}` },
  {
    name: "job-loading",
    path: ({ jobs }) => `/jobs/${jobs.failed}`,
    arrange: unanswered("**/api/jobs/*"),
    isUnfinished: true,
  },
  {
    name: "job-error",
    path: ({ jobs }) => `/jobs/${jobs.failed}`,
    arrange: failing("**/api/jobs/*"),
  },
  { name: "job-missing", path: "/jobs/nothing" },
];
