import { BucketPage, fill } from "./bucket-page.ts";
import { expect, test } from "./fixtures.ts";
import { expectUsable } from "./usable.ts";

const KEYS = [
  "readme.txt",
  "2026/summary.txt",
  "2026/day1/a.txt",
  "2026/day1/b.txt",
  "2026/day2/c.txt",
];

test.beforeEach(({ logIn }) => logIn());

test("folders are entered and left, and a path is gone to", async ({
  page,
  client,
}) => {
  await fill(client, "tree", KEYS);
  const list = new BucketPage(page, "tree");
  await list.open();
  await list.expectNames(KEYS.toSorted());
  await list.button("Folders").click();
  await list.expectNames(["2026/", "readme.txt"]);
  await list.link("2026/").click();
  await list.expectNames(["day1/", "day2/", "summary.txt"]);
  await list.link("day1/").click();
  await list.expectNames(["a.txt", "b.txt"]);
  await expectUsable(page);
  const path = page.getByRole("navigation", { name: "Folder" });
  await expect(path).toContainText("tree");
  await path.getByRole("link", { name: "2026" }).click();
  await list.expectNames(["day1/", "day2/", "summary.txt"]);
  await page.goBack();
  await list.expectNames(["a.txt", "b.txt"]);

  await list.button("Go to a folder or file").click();
  const field = page.getByRole("textbox", {
    name: "Path of the folder or file",
  });
  await field.fill("2026/day2/c.txt");
  await field.press("Enter");
  await expect(
    list.preview.getByText("This is 2026/day2/c.txt."),
  ).toBeVisible();
  await list.expectNames(["c.txt"]);

  await page.reload();
  await list.expectNames(["c.txt"]);
  await list.button("Folders").click();
  await list.expectNames(KEYS.toSorted());
});

test("files go into the folder that is shown, and a folder goes with all that is in it", async ({
  page,
  client,
}) => {
  await fill(client, "tree", KEYS);
  const list = new BucketPage(page, "tree");
  await list.open("?folder=2026/day1/");
  const chooser = page.waitForEvent("filechooser");
  await list.button("Upload").click();
  const mimeType = "text/plain";
  const files = [{ name: "new.txt", mimeType, buffer: Buffer.from("new") }];
  await (await chooser).setFiles(files);
  await list.expectNames(["a.txt", "b.txt", "new.txt"]);

  await page.getByRole("link", { name: "2026", exact: true }).click();
  await list.tick("day1/").check();
  await list.tick("summary.txt").check();
  await list.button("Delete selected").click();
  const question = page.getByRole("dialog", {
    name: "Are you sure you want to delete?",
  });
  await expect(question).toContainText("4 files in tree");
  await expectUsable(page);
  await question.getByRole("button", { name: "Delete 4 files" }).click();
  await list.expectNames(["day2/"]);
  const { objects } = await client.listObjects({ params: { bucket: "tree" } });
  expect(objects.map(({ key }) => key)).toEqual([
    "2026/day2/c.txt",
    "readme.txt",
  ]);
});
