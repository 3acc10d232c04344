import { writeFile } from "node:fs/promises";
import { BucketPage, fill } from "./bucket-page.ts";
import { expect, test } from "./fixtures.ts";
import { expectAccessible, expectUsable } from "./usable.ts";

test.beforeEach(({ logIn }) => logIn());

test("a bucket is made in the menu, which says what is wrong with a name", async ({
  page,
  client,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 409 .*api\/buckets/);
  await fill(client, "taken", []);
  await page.goto("/settings");
  const menu = page.getByRole("navigation").first();
  await menu.getByRole("button", { name: "Create Bucket" }).click();
  const name = menu.getByRole("textbox", { name: "Bucket name" });
  await name.press("Enter");
  await expect(menu.getByText("Bucket name is required")).toBeVisible();
  await name.fill("No Spaces");
  await expect(name).toHaveAccessibleDescription(/./);
  await expectAccessible(page);
  await name.fill("taken");
  await name.press("Enter");
  await expect(menu.getByText("The bucket already exists")).toBeVisible();
  await name.fill("fresh");
  await menu.getByRole("button", { name: "Create", exact: true }).click();
  await expect(
    page.getByText("Bucket fresh has been successfully created"),
  ).toBeVisible();
  await expect(
    menu.getByRole("button", { name: "Create Bucket" }),
  ).toBeFocused();
  await menu.getByRole("link", { name: "fresh" }).click();
  await expect(
    page.getByText("Sorry, there are no files to display in this bucket"),
  ).toBeVisible();
});

test("a new bucket is in the menu before the server answers, and goes where it is refused", async ({
  page,
  client,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 507/);
  await fill(client, "other", []);
  await page.goto("/settings");
  const menu = page.getByRole("navigation").first();
  await expect(menu.getByRole("link", { name: "other" })).toBeVisible();
  const answer = Promise.withResolvers<void>();
  const problem = { code: "storage_full", message: "Full.", requestId: "r" };
  await page.route("**/api/buckets", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await answer.promise;
    await route.fulfill({ status: 507, json: problem });
  });
  await menu.getByRole("button", { name: "Create Bucket" }).click();
  const name = menu.getByRole("textbox", { name: "Bucket name" });
  await name.fill("early");
  await name.press("Enter");
  await expect(menu.getByRole("link")).toContainText(["early", "other"]);
  answer.resolve();
  await expect(menu.getByRole("link", { name: "early" })).toHaveCount(0);
  await expect(name).toHaveAccessibleDescription(/full/i);
  await expect(menu.getByRole("link", { name: "other" })).toBeVisible();
});

test("a bucket is deleted once its reader has seen what goes with it", async ({
  page,
  client,
  expectedMessages,
}) => {
  // The page may ask for the bucket once more while it is left.
  expectedMessages.push(/status of 409 .*expected=2/, /status of 404/);
  await fill(client, "empty", []);
  await fill(client, "filled", ["a.txt", "b.txt"]);
  const empty = new BucketPage(page, "empty");
  await empty.open();
  await empty.button("Delete bucket").click();
  const question = page.getByRole("dialog", {
    name: "Are you sure you want to delete?",
  });
  await expect(question).toContainText("The bucket empty is deleted.");
  await question.getByRole("button", { name: "Delete bucket" }).click();
  await expect(
    page.getByText("Bucket empty has been successfully deleted"),
  ).toBeVisible();
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await expect(page.getByRole("link", { name: "empty" })).toHaveCount(0);

  const filled = new BucketPage(page, "filled");
  await filled.open();
  await filled.button("Delete bucket").click();
  await expect(question).toContainText("The bucket is not empty");
  await expect(question).toContainText("It holds 2 files");
  await expectUsable(page);
  // Another file comes while the answer is given.
  await page.route(
    "**/api/buckets/filled?contents=delete*",
    async (route) => {
      const params = { bucket: "filled" };
      const query = { key: "late.txt" };
      await client.putObject({ params, query, body: "late" });
      await route.continue();
    },
    { times: 1 },
  );
  await question
    .getByRole("button", { name: "Delete 2 files and the bucket" })
    .click();
  await expect(question).toContainText("It holds 3 files");
  await question
    .getByRole("button", { name: "Delete 3 files and the bucket" })
    .click();
  await expect(
    page.getByText("Bucket filled has been successfully deleted"),
  ).toBeVisible();
});

test("a bucket in use is not deleted, and its functions are named", async ({
  page,
  client,
}) => {
  await client.createFunction({
    body: { name: "copy", image: "none", script: "true" },
  });
  const list = new BucketPage(page, "copy-in");
  await list.open();
  await list.button("Delete bucket").click();
  const notice = page.getByRole("dialog", {
    name: "The bucket copy-in is in use",
  });
  await expect(notice.getByRole("listitem")).toHaveText("copy reads it");
  await expectUsable(page);
  await notice.getByRole("link", { name: "copy" }).click();
  await expect(page.getByRole("heading", { name: "copy" })).toBeVisible();
});

test("the bucket page tells how far the functions at work on it are", async ({
  page,
  client,
}) => {
  const gate = test.info().outputPath("gate");
  await client.createFunction({
    body: {
      name: "copy",
      image: "none",
      script: `case "$INPUT_FILE_PATH" in *b.txt) exit 1;; *c.txt) until [ -e "$GATE" ]; do sleep 0.05; done;; esac; cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR"`,
      environment: { GATE: gate },
    },
  });
  const list = new BucketPage(page, "copy-out");
  await list.open();
  for (const key of ["a.txt", "b.txt", "c.txt"])
    await client.putObject({
      params: { bucket: "copy-in" },
      query: { key },
      body: key,
    });
  const strip = page.getByRole("status", {
    name: "Functions at work on this bucket",
  });
  await expect(strip).toContainText("2 of 3 done");
  await expect(strip).toContainText("1 failed");
  await list.expectNames(["a.txt"]);
  await expectUsable(page);
  await writeFile(gate, "");
  await list.expectNames(["a.txt", "c.txt"]);
});
