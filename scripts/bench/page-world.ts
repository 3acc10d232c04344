import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { TestServer } from "../../e2e/server.ts";
import { clientOf } from "../world/client-of.ts";
import { fillBucket } from "../world/fill-bucket.ts";
import { until } from "../world/until.ts";

/** A page that is measured, and what is on it when it is shown. */
export interface MeasuredPage {
  name: string;
  path: string;
  isLoggedOut?: boolean;
  isShown(page: Page): Promise<unknown>;
}

const COPY = 'echo copied; cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR"';
const JOBS = 1000;

/** Fills a server, and says which of its pages are measured. */
export async function pagesOf(server: TestServer): Promise<MeasuredPage[]> {
  const job = await fill(server);
  return [
    {
      name: "login",
      path: "/login",
      isLoggedOut: true,
      isShown: heading("OSCAR Admin"),
    },
    { name: "dashboard", path: "/", isShown: text("Running now") },
    { name: "functions", path: "/functions", isShown: text("busy") },
    {
      name: "bucket, 25 objects",
      path: "/buckets/objects-25",
      isShown: text(".txt"),
    },
    {
      name: "bucket, 10 000 objects",
      path: "/buckets/objects-10000",
      isShown: text(".txt"),
    },
    {
      name: "function, 1000 jobs",
      path: "/functions/busy",
      isShown: text("0999"),
    },
    { name: "job", path: `/jobs/${job}`, isShown: text("copied") },
    { name: "settings", path: "/settings", isShown: heading("Settings") },
  ];
}

/** Resolves with a job that has succeeded. */
async function fill(server: TestServer): Promise<string> {
  const client = clientOf(server);
  await fillBucket(server, "objects-25", 25);
  await fillBucket(server, "objects-10000", 10_000);
  await client.createFunction({
    body: { name: "copy", image: "none", script: COPY },
  });
  await client.createFunction({
    body: { name: "busy", image: "none", script: "sleep 1000", concurrency: 1 },
  });
  await put(server, "copy-in", 1);
  await put(server, "busy-in", JOBS);
  await until("10 000 objects", async () => {
    const { objects } = await client.getBucketUsage({
      params: { bucket: "objects-10000" },
    });
    return objects === 10_000 || undefined;
  });
  return until("a job that has succeeded", async () => {
    const query = { function: "copy", state: "succeeded" } as const;
    return (await client.listJobs({ query })).jobs[0]?.id;
  });
}

async function put(
  server: TestServer,
  bucket: string,
  count: number,
): Promise<void> {
  const client = clientOf(server);
  for (let index = 0; index < count; index++)
    await client.putObject({
      params: { bucket },
      query: { key: `${String(index).padStart(4, "0")}.txt` },
      body: "x",
    });
}

const heading = (name: string) => (page: Page) =>
  expect(page.getByRole("heading", { name, exact: true })).toBeVisible();

const text = (part: string) => (page: Page) =>
  expect(page.getByRole("main").getByText(part).first()).toBeVisible();
