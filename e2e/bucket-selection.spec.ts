import { readFile } from "node:fs/promises";
import type { Client } from "@oscar/contracts";
import type { Download, Page } from "@playwright/test";
import { fillBucket } from "../scripts/world/fill-bucket.ts";
import { until } from "../scripts/world/until.ts";
import { BucketPage, fill, frames } from "./bucket-page.ts";
import { expect, test } from "./fixtures.ts";
import type { TestServer } from "./server.ts";
import { expectAccessible, expectUsable } from "./usable.ts";

test.beforeEach(({ logIn }) => logIn());

test("all files of all pages are ticked, counted and deleted, and those that come later are not", async ({
  page,
  client,
}) => {
  await fill(client, "frames", frames(31));
  const list = new BucketPage(page, "frames");
  await list.open();
  await list.tickAll.check();
  await list.expectSelected(25);
  await list.button("Select all 31").click();
  await list.expectSelected(31);
  await expectUsable(page);

  const query = { key: "late.txt" };
  await client.putObject({ params: { bucket: "frames" }, query, body: "late" });
  await expect(page.getByText("1 new file")).toBeVisible();
  await list.expectSelected(31);
  await list.tick("frame-001.txt").uncheck();
  await list.expectSelected(30);

  await list.button("Delete selected").click();
  const question = page.getByRole("dialog", {
    name: "Are you sure you want to delete?",
  });
  await expect(question).toContainText("This cannot be undone!");
  await expect(question).toContainText(/30 files in frames, [\d.]+ B/);
  await expectAccessible(page);
  await question.getByRole("button", { name: "Cancel" }).click();
  await list.expectSelected(30);
  await list.button("Delete selected").click();
  await question.getByRole("button", { name: "Delete 30 files" }).click();
  await expect(page.getByText("Files deleted correctly")).toBeVisible();
  await list.expectNames(["frame-001.txt", "late.txt"]);
  await expect(list.button("Delete selected")).toHaveCount(0);
});

test("at All the header ticks far more than is drawn, and one zip holds all of it", async ({
  page,
  client,
  server,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 500/);
  const count = 1500;
  await fillMany(server, client, count);
  const list = new BucketPage(page, "many");
  await list.open();
  await list.chooseRows("All");
  await expect(page.getByText("1-1,500 of 1,500")).toBeVisible();
  await expect(list.grid).toHaveAttribute("aria-rowcount", `${count + 1}`);
  await expectFewRows(list);
  await expectSecondTry(list);
  await list.tickAll.check();
  await list.expectSelected("1,500");
  await scrollToEnd(page);
  await expect(list.tick("day3/frame-1499.txt")).toBeChecked();
  await expectFewRows(list);
  await expectUsable(page);

  const zip = await download(page, "Download all as zip");
  expect(zip.suggestedFilename()).toBe("many.zip");
  const bytes = await readFile(await zip.path());
  expect(entriesOf(bytes)).toBe(count);

  await page.evaluate(() => window.scrollTo(0, 0));
  await list.tickAll.uncheck();
  await page.getByRole("searchbox", { name: "Search" }).fill("-149");
  await expect(page.getByText("1-10 of 10")).toBeVisible();
  await list.tickAll.check();
  await list.expectSelected(10);
});

test("who scrolls while the code of the long list comes sees what is there", async ({
  page,
  client,
  server,
}) => {
  await fillMany(server, client, 1500);
  const list = new BucketPage(page, "many");
  await list.open();
  const code = page.waitForResponse(/\/virtual-rows-.*\.js/);
  await list.chooseRows("All");
  await code;
  await scrollToEnd(page);
  await expect(list.link("day3/frame-1499.txt")).toBeVisible();
});

test("rows are ticked by ranges and by keys, and one is downloaded as it is", async ({
  page,
  client,
}) => {
  await fill(client, "frames", frames(8));
  const list = new BucketPage(page, "frames");
  await list.open();
  await list.tick("frame-002.txt").check();
  const zip = await download(page, "Download object");
  expect(zip.suggestedFilename()).toBe("frame-002.txt");
  expect(await readFile(await zip.path(), "utf8")).toBe(
    "This is frame-002.txt.",
  );
  await list.tick("frame-005.txt").click({ modifiers: ["Shift"] });
  await list.expectSelected(4);
  await page.keyboard.press("Escape");
  await expect(list.button("Clear selection")).toHaveCount(0);
  await page.keyboard.press("Control+a");
  await list.expectSelected(8);
  await page.keyboard.press("Escape");

  await list.link("frame-001.txt").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await list.expectSelected(2);
  await expect(list.link("frame-002.txt")).toBeFocused();
  await page.keyboard.press("Delete");
  const question = page.getByRole("dialog");
  await expect(question.getByText("frame-002.txt")).toBeVisible();
  await question.getByRole("button", { name: "Delete 1 file" }).click();
  await expect(
    page.getByText("File frame-002.txt deleted correctly"),
  ).toBeVisible();
  await expect(list.link("frame-002.txt")).toHaveCount(0);
  await expect(list.link("frame-003.txt")).toBeFocused();
  await list.expectSelected(1);
});

test("objects that come and go move neither the view, nor the ticks, nor the focus", async ({
  page,
  client,
}) => {
  await fill(client, "frames", frames(80));
  const params = { bucket: "frames" };
  const list = new BucketPage(page, "frames");
  await list.open();
  await list.chooseRows("All");
  const scroll = () =>
    page.evaluate(() => (window.scrollTo(0, 1200), window.scrollY));
  await expect.poll(scroll).toBe(1200);
  const row = list.tick("frame-030.txt");
  await row.check();
  await row.focus();
  const before = await row.boundingBox();

  await client.putObject({ params, query: { key: "z.txt" }, body: "z" });
  await expect(page.getByText("1-81 of 81")).toBeVisible();
  await client.deleteObject({ params, query: { key: "frame-031.txt" } });
  await expect(list.link("frame-031.txt")).toHaveCount(0);
  expect(await row.boundingBox()).toEqual(before);
  await expect(row).toBeFocused();
  await list.expectSelected(1);

  await client.deleteObject({ params, query: { key: "frame-030.txt" } });
  await expect(row).toHaveCount(0);
});

/** Fills the bucket `many`, and waits until the server shows all of it. */
async function fillMany(
  server: TestServer,
  client: Client,
  count: number,
): Promise<void> {
  await fillBucket(server, "many", count);
  await until("all objects of many", async () => {
    const params = { bucket: "many" };
    const { objects } = await client.getBucketUsage({ params });
    return objects === count || undefined;
  });
}

/** However many objects there are, a browser draws those in sight and a few more. */
async function expectFewRows(list: BucketPage): Promise<void> {
  expect(await list.grid.getByRole("row").count()).toBeLessThan(60);
}

/** The list is as high as all its rows a moment after All was chosen. */
async function scrollToEnd(page: Page): Promise<void> {
  const scroll = () =>
    page.evaluate(() => {
      window.scrollTo(0, document.body.scrollHeight);
      return window.scrollY;
    });
  await expect.poll(scroll).toBeGreaterThan(60_000);
}

/** What could not be loaded is told wherever one has scrolled to, and asked for again. */
async function expectSecondTry(list: BucketPage) {
  const { page } = list;
  const problem = { code: "internal", message: "No.", requestId: "abc123" };
  await page.route("**/objects?limit=1000&after=*", (route) =>
    route.fulfill({ status: 500, json: problem }),
  );
  await scrollToEnd(page);
  await expect(page.getByText("Request abc123")).toBeInViewport();
  await expectAccessible(page);
  // axe scrolls to see all of a page.
  await scrollToEnd(page);
  await page.unroute("**/objects?limit=1000&after=*");
  await list.button("Try again").click();
  await expect(list.link("day3/frame-1499.txt")).toBeVisible();
  await expect(page.getByText("Request abc123")).toHaveCount(0);
  await page.evaluate(() => window.scrollTo(0, 0));
}

async function download(page: Page, button: string): Promise<Download> {
  const begun = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  return begun;
}

/** The number of entries, by the marks of the zip's directory. */
function entriesOf(zip: Buffer): number {
  const mark = Buffer.from("PK\x01\x02", "latin1");
  let count = 0;
  let at = zip.indexOf(mark);
  for (; at !== -1; at = zip.indexOf(mark, at + 4)) count++;
  return count;
}
