import { readFile } from "node:fs/promises";
import type { Client } from "@oscar/contracts";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { expectUsable } from "./usable.ts";

test.beforeEach(({ logIn }) => logIn());

test("a function's page shows what it is, under an address of its own", async ({
  page,
  client,
  context,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 404/);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await client.createFunction({
    body: {
      name: "whole",
      image: "grycap/ffmpeg",
      script: "#!/bin/sh\necho whole\n",
      environment: { LEVEL: "info" },
      secrets: { TOKEN: "s3cr3t" },
      requests: { memory: "512Mi" },
      inputs: [{ bucket: "whole-in", prefix: "raw/", suffixes: [".mp4"] }],
    },
  });
  await page.goto("/functions");
  await page.getByRole("link", { name: "whole", exact: true }).click();
  await expect(page.getByRole("heading", { name: "whole" })).toBeVisible();
  await expect(page.getByText("No jobs yet")).toBeVisible();
  await expectUsable(page);

  await page.getByRole("tab", { name: "Settings" }).click();
  await expect(page).toHaveURL(/\?tab=settings$/);
  const panel = page.getByRole("tabpanel");
  await expect(panel).toContainText("grycap/ffmpeg");
  await expect(panel).toContainText("whole-in/raw/ (.mp4)");
  await expect(panel).toContainText("TOKEN");
  await expect(panel).not.toContainText("s3cr3t");
  await expectUsable(page);

  await page.goto("/functions/whole?tab=script");
  await expect(page.getByRole("tab", { name: "Script" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await expect(panel.getByText("echo")).toBeVisible();
  await expectUsable(page);
  await page.getByRole("button", { name: "Copy the script" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    "#!/bin/sh\necho whole\n",
  );
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toBe("whole.sh");

  await page.goto("/functions/nowhere");
  await expect(page.getByText("There is no function nowhere.")).toBeVisible();
  await expectUsable(page);
});

test("it runs on files that were there before, once one has seen how many", async ({
  page,
  client,
}) => {
  await client.createBucket({ body: { name: "old-in" } });
  for (const key of ["a/1.txt", "a/2.txt", "b/3.txt"])
    await put(client, "old-in", key);
  // What arrives within the second in which a function begins to watch is new to it.
  const arrivedAt = Date.now();
  await expect.poll(() => Date.now() - arrivedAt).toBeGreaterThan(1000);
  await client.createFunction({
    body: { name: "old", image: "a", script: "exit 0" },
  });
  await page.goto("/functions/old");
  await expect(
    page.getByText(/3 files were in its input before the function/),
  ).toBeVisible();
  await page
    .getByRole("button", { name: "Run on existing files" })
    .first()
    .click();
  const dialog = page.getByRole("dialog", {
    name: "Run old on existing files",
  });
  await expect(dialog.getByText("3 would be run now.")).toBeVisible();
  await expectUsable(page);
  await dialog.getByLabel("Only below (prefix)").fill("a/");
  await dialog.getByRole("button", { name: "Run on 2 files" }).click();
  await expect(page.getByText("2 jobs were queued")).toBeVisible();
  await expect(
    page.getByRole("button", { name: /^Succeeded 2$/ }),
  ).toBeVisible();
});

test("it is cloned, its secrets included", async ({ page, client }) => {
  await client.createFunction({
    body: {
      name: "sheep",
      image: "a",
      script: `[ "$TOKEN" = s3cr3t ]`,
      secrets: { TOKEN: "s3cr3t" },
    },
  });
  await page.goto("/functions/sheep");
  await act(page, "Clone …");
  const dialog = page.getByRole("dialog", { name: "Clone sheep" });
  const name = dialog.getByLabel("Name of the copy");
  await name.fill("sheep");
  await expect(dialog.getByText(/named sheep already/)).toBeVisible();
  await expectUsable(page);
  await name.fill("Dolly");
  await dialog.getByRole("button", { name: "Use dolly" }).click();
  await expect(dialog.getByText(/Reads dolly-in: will be/)).toBeVisible();
  await name.press("Enter");
  await expect(page.getByRole("heading", { name: "dolly" })).toBeVisible();
  await put(client, "dolly-in", "a.txt");
  await expect(page.getByText("Succeeded").nth(1)).toBeVisible();
});

test("it goes out as a file and comes back as a new function, without its secrets", async ({
  page,
  client,
}) => {
  const script = "#!/bin/sh\necho ñ\n";
  await client.createFunction({
    body: {
      name: "traveller",
      image: "a",
      script,
      secrets: { TOKEN: "s3cr3t" },
      retries: 2,
    },
  });
  await page.goto("/functions/traveller");
  const download = page.waitForEvent("download");
  await act(page, "Export");
  const path = await (await download).path();
  expect((await readFile(path)).includes("s3cr3t")).toBe(false);

  await page.goto("/functions");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Import" }).click();
  await (
    await chooser
  ).setFiles({
    name: "traveller.function.zip",
    mimeType: "application/zip",
    buffer: await readFile(path),
  });
  const form = page.getByRole("dialog", { name: "New Function" });
  await expect(
    form.getByText(/Imported from traveller.function.zip/),
  ).toBeVisible();
  await form.getByLabel("Function name").fill("again");
  await form.getByRole("button", { name: "Submit" }).click();
  await expect(form.getByText(/TOKEN needs a value/)).toBeVisible();
  await expectUsable(page);
  await form.getByRole("button", { name: "TOKEN: needs a value" }).click();
  await form.getByLabel("Secrets (value)").fill("anew");
  await form.getByRole("button", { name: "Submit" }).click();
  await expect(page.getByText(/Function again is in process/)).toBeVisible();
  expect(await client.getFunction({ params: { name: "again" } })).toMatchObject(
    { script, retries: 2, secrets: { TOKEN: null } },
  );
});

test("its jobs are found by state and by file, and failed ones are tried again at once", async ({
  page,
  client,
}) => {
  await client.createFunction({
    body: {
      name: "picky",
      image: "a",
      script: `case "$INPUT_FILE_PATH" in *bad*) [ "$OSCAR_ATTEMPT" -gt 1 ];; esac`,
    },
  });
  await page.goto("/functions/picky");
  for (const key of ["day1/good.txt", "day1/bad.txt", "day2/BAD.txt"])
    await put(client, "picky-in", key);
  const rows = page.getByRole("table", { name: "Jobs" }).getByRole("row");
  await expect(page.getByRole("button", { name: "All 3" })).toBeVisible();
  await page.getByRole("button", { name: "Failed 1" }).click();
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("day1/bad.txt");
  await expect(rows.nth(1)).toContainText("The script ended with exit code 1.");
  await expectUsable(page);
  await page.getByRole("button", { name: /^All/ }).click();
  await page.getByPlaceholder("Search by file").fill("bad");
  await expect(rows).toHaveCount(3);
  await expect(page).toHaveURL(/q=bad/);
  await page.reload();
  await expect(rows).toHaveCount(3);
  await page.getByPlaceholder("Search by file").fill("none such");
  await expect(page.getByText("No job fits")).toBeVisible();
  await page.getByRole("button", { name: "Show all jobs" }).click();
  await expect(rows).toHaveCount(4);
  await page.getByRole("button", { name: "Retry 1 failed" }).click();
  await expect(page.getByText("1 job is tried again")).toBeVisible();
  await expect(page.getByRole("button", { name: "Succeeded 3" })).toBeVisible();
});

test("whoever scrolls while the jobs are being drawn is not sent back", async ({
  page,
  client,
}) => {
  await client.createFunction({
    body: { name: "copious", image: "a", script: "true" },
  });
  for (let index = 0; index < 20; index++)
    await put(client, "copious-in", `${index}.txt`);
  await page.addInitScript(scrollOnceDrawn);
  await page.goto("/functions/copious");
  await expect(page.getByRole("table", { name: "Jobs" })).toBeVisible();
  await drawn(page);
  expect(await page.evaluate(() => window.scrollY)).toBe(200);
});

/** Scrolls within the moment in which the table is in the document and none of its effects has run. */
function scrollOnceDrawn(): void {
  let isScrolled = false;
  for (const method of ["appendChild", "insertBefore"] as const) {
    const insert = Node.prototype[method] as (...nodes: unknown[]) => unknown;
    Node.prototype[method] = function (this: Node, ...nodes: unknown[]) {
      const inserted = insert.apply(this, nodes);
      if (!isScrolled && document.querySelector('[role="table"]')) {
        isScrolled = true;
        window.scrollTo(0, 200);
      }
      return inserted;
    } as never;
  }
}

/** Whatever the page does of itself when it is shown, it has done. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(resolve)),
      ),
  );
}

/** Does something from the page's menu. */
async function act(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name }).click();
}

async function put(client: Client, bucket: string, key: string) {
  await client.putObject({ params: { bucket }, query: { key }, body: "x" });
}
