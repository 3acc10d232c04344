import { failing, type Picture, unanswered } from "./picture.ts";

export const JOBS: Picture[] = [
  { name: "job", path: ({ jobs }) => `/jobs/${jobs.succeeded}` },
  { name: "job-failed", path: ({ jobs }) => `/jobs/${jobs.failed}` },
  {
    name: "job-attempt",
    path: ({ jobs }) => `/jobs/${jobs.failed}?attempt=1`,
  },
  { name: "job-cancelled", path: ({ jobs }) => `/jobs/${jobs.cancelled}` },
  {
    name: "job-log-found",
    path: ({ jobs }) => `/jobs/${jobs.talkative}`,
    async prepare(page) {
      const search = page.getByPlaceholder(/Search the log|Buscar en el/);
      await search.fill("station 5000:");
      await search.press("Enter");
      await page.locator("mark").waitFor();
    },
  },
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
