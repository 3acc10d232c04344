import type { BrowserContext, Page } from "@playwright/test";
import { bytesOf, type Fetched, firstLoad } from "./first-load.ts";
import { expect, test } from "./fixtures.ts";

const LIMIT_BYTES = 250_000;

const heading = (name: string) => (page: Page) =>
  expect(page.getByRole("heading", { name, exact: true })).toBeVisible();

const PAGES = [
  { name: "login", path: "/login", isShown: heading("OSCAR Admin") },
  { name: "dashboard", path: "/", isShown: heading("Dashboard") },
  {
    name: "functions",
    path: "/functions",
    isShown: (page: Page) =>
      expect(page.getByRole("row", { name: "copy" })).toBeVisible(),
  },
  {
    name: "a bucket",
    path: "/buckets/copy-in",
    isShown: (page: Page) => expect(page.getByText("a.txt")).toBeVisible(),
  },
  {
    name: "a function",
    path: "/functions/copy",
    isShown: (page: Page) => expect(page.getByText("a.txt")).toBeVisible(),
  },
  {
    name: "a job",
    path: "/jobs/JOB",
    isShown: (page: Page) =>
      expect(page.getByText("copied").first()).toBeVisible(),
  },
  { name: "settings", path: "/settings", isShown: heading("Settings") },
];

test("no page makes a new browser load more than 250 KB", async ({
  browser,
  context,
  server,
  logIn,
}) => {
  await logIn();
  const job = await runOneJob(context, server.url);
  const cookies = await context.cookies();
  for (const { name, path, isShown } of PAGES) {
    const fresh = await browser.newContext({ baseURL: server.url });
    if (name !== "login") await fresh.addCookies(cookies);
    const files = await firstLoad(fresh, path.replace("JOB", job), { isShown });
    await fresh.close();
    expect(files.length, name).toBeGreaterThan(5);
    expect(bytesOf(files), `${name}:\n${listed(files)}`).toBeLessThan(
      LIMIT_BYTES,
    );
  }
});

async function runOneJob(
  { request }: BrowserContext,
  url: string,
): Promise<string> {
  const headers = { Origin: url };
  const script = 'echo copied; cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR"';
  const saved = await request.post("/api/functions", {
    data: { name: "copy", image: "none", script },
    headers,
  });
  expect(saved.status(), await saved.text()).toBe(201);
  await request.put("/api/buckets/copy-in/object?key=a.txt", {
    data: "a",
    headers,
  });
  let id: string | undefined;
  await expect(async () => {
    const answer = await request.get("/api/jobs?state=succeeded");
    const { jobs } = (await answer.json()) as { jobs: { id: string }[] };
    expect(jobs).toHaveLength(1);
    id = jobs[0]?.id;
  }).toPass();
  return id ?? "";
}

function listed(files: Fetched[]): string {
  return files.map(({ path, bytes }) => `${bytes} ${path}`).join("\n");
}
