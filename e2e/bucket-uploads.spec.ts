import { mkdir, writeFile } from "node:fs/promises";
import type { CDPSession } from "@playwright/test";
import { BucketPage, fill } from "./bucket-page.ts";
import { dragFiles } from "./drop-files.ts";
import { expect, test } from "./fixtures.ts";
import { expectAccessible, expectUsable } from "./usable.ts";

test.beforeEach(({ logIn }) => logIn());

const MIB = 2 ** 20;

test("chosen files wait in a list, and go with Upload", async ({
  page,
  client,
}) => {
  await fill(client, "inbox", []);
  const list = new BucketPage(page, "inbox");
  await list.open();
  await choose(list, "Select files", ["a.txt", "b.txt", "c.txt"]);
  const staged = page.getByRole("region", { name: "Files", exact: true });
  await expect(staged.getByRole("listitem")).toHaveCount(3);
  await expect(staged).toContainText("3 files, 24 B");
  await expectUsable(page);
  await list.button("Remove b.txt").click();
  await expect(staged.getByRole("listitem")).toHaveCount(2);
  await list.button("Remove c.txt").click();
  await list.button("Undo").last().click();
  await expect(staged.getByText("c.txt")).toBeVisible();

  await list.button("Upload").click();
  for (const name of ["a.txt", "c.txt"])
    await expect(
      page.getByText(`The ${name} file has been successfully uploaded`),
    ).toBeVisible();
  await list.expectNames(["a.txt", "c.txt"]);
  await expect(staged).toHaveCount(0);
  await expect(page).toHaveTitle(/^✓ Uploaded/);
  await expectAccessible(page);
});

test("an upload tells its bytes on every page, and can be cancelled", async ({
  page,
  client,
}) => {
  await fill(client, "inbox", []);
  const list = new BucketPage(page, "inbox");
  await list.open();
  const network = await page.context().newCDPSession(page);
  await limitUpload(network, MIB / 4);
  await choose(list, "Upload", ["film.bin", "sound.bin"], 4 * MIB);

  const tray = page.getByRole("region", { name: "Uploads" });
  await expect(tray.getByText("Uploading 1 of 2")).toBeVisible();
  const progress = tray.getByRole("progressbar", {
    name: "Progress of film.bin",
  });
  await expect(progress).toHaveAttribute("aria-valuenow", /^[1-9]/);
  await expect(tray.getByText(/^[\d.]+ (KB|MB) of 4.0 MB · /)).toHaveCount(2);
  await expect(page).toHaveTitle(/^\d+ % /);
  await expectUsable(page);

  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await tray
    .getByRole("button", { name: "Cancel the upload of film.bin" })
    .click();
  await expect(progress).toHaveCount(0);
  await limitUpload(network, -1);
  await expect(tray.getByText("1 file uploaded")).toBeVisible();
  await list.open();
  await list.expectNames(["sound.bin"]);
});

test("what fails says why, and is sent again at a click", async ({
  page,
  client,
  expectedMessages,
}) => {
  expectedMessages.push(/status of (500|412)/);
  await fill(client, "inbox", { "b.txt": "The first." });
  const list = new BucketPage(page, "inbox");
  await list.open();
  const problem = { code: "internal", message: "No.", requestId: "abc123" };
  await page.route("**/object?key=a.txt", (route) =>
    route.fulfill({ status: 500, json: problem }),
  );
  await choose(list, "Upload", ["a.txt", "b.txt"]);
  const tray = page.getByRole("region", { name: "Uploads" });
  await expect(tray.getByText("2 files wait for you")).toBeVisible();
  await expect(
    tray.getByText("Something went wrong in OSCAR Console."),
  ).toBeVisible();
  await expect(tray.getByText("Is in inbox already")).toBeVisible();
  await expect(page).toHaveTitle(/^! Upload failed/);
  await expectUsable(page);

  await tray.getByRole("button", { name: "Replace b.txt" }).click();
  await expect(
    page.getByText("The b.txt file has been successfully uploaded"),
  ).toBeVisible();
  await page.unroute("**/object?key=a.txt");
  await tray.getByRole("button", { name: "Try a.txt again" }).click();
  await list.expectNames(["a.txt", "b.txt"]);
  const params = { bucket: "inbox" };
  const replaced = await client.getObject({ params, query: { key: "b.txt" } });
  expect(await replaced.text()).toBe("xxxxxxxx");
});

test("files and folders that are dropped on the page are uploaded at once", async ({
  page,
  client,
}) => {
  await fill(client, "inbox", []);
  const folder = test.info().outputPath("dropped");
  await mkdir(`${folder}/day1/noon`, { recursive: true });
  const keys = ["alone.txt", "day1/a.txt", "day1/noon/b.txt"];
  for (const key of keys) await writeFile(`${folder}/${key}`, key);

  const list = new BucketPage(page, "inbox");
  await list.open();
  const held = await dragFiles(page, `${folder}/day1`, `${folder}/alone.txt`);
  await expect(page.getByText("Drop to upload to inbox")).toBeVisible();
  await expectAccessible(page);
  await held.drop();
  await expect(page.getByText("Drop to upload to inbox")).toHaveCount(0);
  await list.expectNames(keys);
  for (const key of keys) {
    const params = { bucket: "inbox" };
    const stored = await client.getObject({ params, query: { key } });
    expect(await stored.text()).toBe(key);
  }
});

/** Answers the dialog that a button opens with files full of x. */
async function choose(
  list: BucketPage,
  button: string,
  names: string[],
  size = 8,
): Promise<void> {
  const chooser = list.page.waitForEvent("filechooser");
  await list.button(button).first().click();
  const buffer = Buffer.alloc(size, "x");
  const mimeType = "application/octet-stream";
  await (
    await chooser
  ).setFiles(names.map((name) => ({ name, mimeType, buffer })));
}

/** How many bytes a page may send in a second; -1 for as many as go. */
async function limitUpload(
  session: CDPSession,
  uploadThroughput: number,
): Promise<void> {
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput,
  });
}
