import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PIXEL_PNG, silentWav, zipOf } from "../scripts/world/sample-files.ts";
import { BucketPage, fill } from "./bucket-page.ts";
import { expect, test } from "./fixtures.ts";
import { expectAccessible, expectUsable } from "./usable.ts";

const FILM = join(
  import.meta.dirname,
  "../public/examples/video-process/shapes.mp4",
);
test.beforeEach(({ logIn }) => logIn());

test("each kind of file is shown as what it is", async ({ page, client }) => {
  await fill(client, "kinds", {
    "a.png": PIXEL_PNG,
    "b.mp4": await readFile(FILM),
    "c.wav": silentWav(),
    "d.json": '{"day":1}',
    "e.txt": "one\ntwo",
    "g.bin": Buffer.from([0, 1, 2, 255, 254, 0, 7]),
    "h.txt": "",
  });
  await fill(client, "packed", ["day1/a.txt", "day1/b.txt"]);
  const params = { bucket: "kinds" };
  const body = await zipOf(client, "packed");
  await client.putObject({ params, query: { key: "f.zip" }, body });
  const list = new BucketPage(page, "kinds");
  const { preview } = list;
  const facts = preview.getByRole("definition");
  await list.open();
  await list.link("a.png").click();
  await expect(preview.getByRole("img", { name: "a.png" })).toBeVisible();
  await expect(list.button("Previous file")).toBeDisabled();
  await expect(facts.filter({ hasText: "67 bytes" })).toBeVisible();
  await expectAccessible(page);

  await list.button("Next file").click();
  const film = preview.locator("video");
  await expect(film).toHaveAccessibleName("b.mp4");
  await expect
    .poll(() => film.evaluate((video: HTMLVideoElement) => video.duration))
    .toBeGreaterThan(0);
  await expectAccessible(page);
  await list.button("Next file").click();
  const sound = preview.locator("audio");
  await expect(sound).toHaveAccessibleName("c.wav");
  await expect
    .poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.duration))
    .toBe(1);

  const text = preview.getByRole("region", { name: "Text" });
  await list.button("Next file").click();
  await expect(text).toHaveText('{ "day": 1 }');
  await list.button("As it is").click();
  await expect(text).toHaveText('{"day":1}');
  await list.button("Next file").click();
  await expect(text).toHaveText("one two");
  await expectAccessible(page);
  await list.button("Next file").click();
  const inside = preview.getByRole("list", { name: "Files in this zip" });
  await expect(inside.getByRole("listitem")).toHaveText([
    /day1\/a\.txt/,
    /day1\/b\.txt/,
  ]);
  await expectAccessible(page);
  await list.button("Next file").click();
  await expect(
    preview.getByText("There is no preview for this kind of file."),
  ).toBeVisible();
  await list.button("Next file").click();
  await expect(preview.getByText("This file is empty.")).toBeVisible();
  await expect(list.button("Next file")).toBeDisabled();
});

test("keys lead from file to file, beside the list and over it", async ({
  page,
  client,
}) => {
  const names = ["a.txt", "b.txt", "c.txt"];
  await fill(client, "notes", names);
  const list = new BucketPage(page, "notes");
  await list.open();
  await list.link("a.txt").click();
  await expect(list.preview.getByText("This is a.txt.")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(list.preview.getByText("This is b.txt.")).toBeVisible();
  await expect(list.link("b.txt")).toBeFocused();
  await expect(page).toHaveURL(/preview=b\.txt/);
  await page.keyboard.press("Escape");
  await expect(list.preview).toHaveCount(0);

  await page.setViewportSize({ width: 800, height: 700 });
  await list.link("b.txt").click();
  const over = page.getByRole("dialog", { name: "b.txt" });
  await expect(over.getByText("This is b.txt.")).toBeVisible();
  await expectUsable(page);
  await page.keyboard.press("ArrowRight");
  const next = page.getByRole("dialog", { name: "c.txt" });
  await expect(next.getByText("This is c.txt.")).toBeVisible();
  const saved = page.waitForEvent("download");
  await next.getByRole("button", { name: "Download object" }).click();
  expect((await saved).suggestedFilename()).toBe("c.txt");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(list.link("b.txt")).toBeFocused();
});

test("a file that is broken, gone or out of reach says so", async ({
  page,
  client,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 500/);
  await fill(client, "broken", {
    "a.png": PIXEL_PNG.subarray(0, 40),
    "b.zip": "PK\x03\x04 and no more",
    "c.txt": "text",
  });
  const list = new BucketPage(page, "broken");
  await list.open("?preview=a.png");
  await expect(
    list.preview.getByText("This picture cannot be shown."),
  ).toBeVisible();
  await list.button("Next file").click();
  await expect(
    list.preview.getByText(/What is in this zip cannot be read/),
  ).toBeVisible();
  await expectAccessible(page);

  const problem = { code: "internal", message: "No.", requestId: "abc123" };
  await page.route("**/object?key=c.txt", (route) =>
    route.fulfill({ status: 500, json: problem }),
  );
  await list.button("Next file").click();
  await expect(list.preview.getByText("abc123")).toBeVisible();
  await expectAccessible(page);
  await page.unroute("**/object?key=c.txt");
  await list.preview.getByRole("button", { name: "Try again" }).click();
  await expect(list.preview.getByText("text", { exact: true })).toBeVisible();
  const params = { bucket: "broken" };
  await client.deleteObject({ params, query: { key: "c.txt" } });
  await expect(list.preview.getByRole("alert")).toBeVisible();
  await expectAccessible(page);
});
