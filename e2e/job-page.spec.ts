import { readFile, writeFile } from "node:fs/promises";
import type { Client, FunctionDefinition } from "@oscar/contracts";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { expectUsable } from "./usable.ts";

test.beforeEach(({ logIn }) => logIn());

/** A function whose script can wait for what a test opens, and the job of its first file. */
async function startJob(
  client: Client,
  script: string,
  more: Partial<FunctionDefinition> = {},
): Promise<{ id: string; open: (gate: string) => Promise<void> }> {
  await client.createFunction({
    body: {
      name: "writer",
      image: "a",
      script: `wait_for() { until [ -e "$GATES/$1" ]; do sleep 0.05; done; }\n${script}`,
      environment: { GATES: test.info().outputPath() },
      ...more,
    },
  });
  await client.putObject({
    params: { bucket: "writer-in" },
    query: { key: "day1/a.txt" },
    body: "x",
  });
  const { jobs } = await client.listJobs({ query: { function: "writer" } });
  return {
    id: jobs[0]?.id ?? "",
    open: (gate) => writeFile(test.info().outputPath(gate), ""),
  };
}

const log = (page: Page) => page.getByRole("log", { name: "Log" });

test("a log comes while the script writes it, without being asked for again and again", async ({
  page,
  client,
}) => {
  const { id, open } = await startJob(
    client,
    "echo one; wait_for a; seq -f 'line %.0f' 200; wait_for b; echo last; wait_for c",
  );
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/log?")) asked.push(request.url());
  });
  await page.goto(`/jobs/${id}`);
  await expect(page.getByText("The script is running.")).toBeVisible();
  await expect(log(page)).toContainText("one");
  const before = asked.length;
  await open("a");
  await expect(log(page)).toContainText("line 200");
  expect(asked.length - before).toBeLessThanOrEqual(3);
  await expectUsable(page);

  await test.step("the end stays in sight, unless one scrolls up", async () => {
    const toEnd = page.getByRole("button", { name: "To the end" });
    await expect(toEnd).toHaveCount(0);
    await log(page).hover();
    await page.mouse.wheel(0, -400);
    await expect(toEnd).toBeVisible();
    const shown = await log(page).evaluate((box) => box.scrollTop);
    await open("b");
    await expect
      .poll(() => log(page).evaluate((box) => box.scrollHeight))
      .toBeGreaterThan(shown);
    expect(await log(page).evaluate((box) => box.scrollTop)).toBe(shown);
    await toEnd.click();
    await expect(log(page).getByText("last")).toBeVisible();
  });

  await test.step("cancel ends it, and says so", async () => {
    await page.getByRole("button", { name: "Cancel job" }).click();
    await expect(page.getByText("Cancelled by a user.")).toBeVisible();
    await expect(page).toHaveTitle(/^Cancelled: writer · day1\/a\.txt/);
    await expect(log(page)).toContainText("The job was cancelled.");
    await expectUsable(page);
  });
});

test("a failed job says why and what to do, and each attempt has its log", async ({
  page,
  client,
}) => {
  const { id } = await startJob(
    client,
    `echo "try $OSCAR_ATTEMPT"; [ "$OSCAR_ATTEMPT" -gt 2 ] || exit 7`,
    { retries: 1 },
  );
  await page.goto(`/jobs/${id}`);
  await expect(
    page.getByText("The script ended with exit code 7.").first(),
  ).toBeVisible();
  await expect(page.getByText(/Mend the script or its input/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Edit writer" })).toBeVisible();
  await expect(log(page)).toContainText("try 2");
  await page.getByRole("button", { name: "Show the log of attempt 1" }).click();
  await expect(log(page)).toContainText("try 1");
  await expect(page).toHaveURL(/\?attempt=1$/);
  await expectUsable(page);
  await page.getByRole("combobox", { name: "Whose log" }).click();
  await page.getByRole("option", { name: /Attempt 2 of 2/ }).click();
  await expect(log(page)).toContainText("try 2");

  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByText("The script has succeeded")).toBeVisible();
  await expect(log(page)).toContainText("try 3");
});

test("a job leads to what it was made of and to what it has made", async ({
  page,
  client,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 404 .*api\/jobs\/none/);
  const { id } = await startJob(
    client,
    `tr a-z A-Z < "$INPUT_FILE_PATH" > "$TMP_OUTPUT_DIR/upper.txt"`,
  );
  await client.createFunction({
    body: {
      name: "next",
      image: "a",
      script: "true",
      inputs: [{ bucket: "writer-out" }],
    },
  });
  await page.goto(`/jobs/${id}`);
  await expect(page.getByRole("heading", { name: "1 output" })).toBeVisible();
  await expectUsable(page);
  await page.getByRole("link", { name: "writer-out/day1/upper.txt" }).click();
  await expect(page).toHaveURL(/preview=day1%2Fupper\.txt/);
  await client.backfill({ params: { name: "next" }, body: {} });
  await page.goto("/functions/next");
  await page.getByRole("link", { name: "day1/upper.txt", exact: true }).click();
  await page.getByRole("link", { name: "writer · day1/a.txt" }).click();
  await expect(page).toHaveURL(new RegExp(`/jobs/${id}$`));

  await page.goto("/jobs/none");
  await expect(page.getByText("This job does not exist")).toBeVisible();
  await page.getByRole("link", { name: "All functions" }).click();
  await expect(page.getByRole("heading", { name: "Functions" })).toBeVisible();
});

test("a log of a hundred thousand lines is read, searched and copied", async ({
  page,
  client,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { id } = await startJob(
    client,
    "seq -f 'line %.0f of the log' 100000; head -c 100000 /dev/zero | tr '\\0' x; echo",
  );
  await page.goto(`/jobs/${id}`);
  await expect(log(page)).toContainText("line 100000 of the log");
  expect(await log(page).locator("mark, .line").count()).toBeLessThan(120);
  const search = page.getByPlaceholder("Search the log");
  await search.fill("LINE 5000 ");
  await search.press("Enter");
  await expect(page.getByText("1 of 1", { exact: true })).toBeVisible();
  await expect(log(page).getByText("line 5000 ")).toBeVisible();
  const number = page.getByRole("button", { name: "Copy line 5000" });
  await number.focus();
  await number.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Copied")).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    "line 5001 of the log",
  );
  await expectUsable(page);
  await page.getByRole("button", { name: "Wrap lines" }).click();
  await expect(log(page).getByText("line 5000 ")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the log" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text.split("\n")).toHaveLength(100_002);
});
