import { BucketPage, fill, frames } from "./bucket-page.ts";
import { expect, test } from "./fixtures.ts";
import { expectAccessible, expectToFitPhone, expectUsable } from "./usable.ts";

test("search, order, page and preview are in the address, and Back restores each", async ({
  page,
  client,
  logIn,
}) => {
  await logIn();
  const sizes = {
    "b.txt": "12",
    "a.txt": "1234",
    "C.log": "1",
    "d.txt": "123",
  };
  await fill(client, "sizes", sizes);
  const list = new BucketPage(page, "sizes");
  await list.open();
  await list.expectNames(["C.log", "a.txt", "b.txt", "d.txt"]);
  await list.grid.getByRole("button", { name: "Size" }).click();
  await list.expectNames(["C.log", "b.txt", "d.txt", "a.txt"]);
  await list.grid.getByRole("button", { name: "Size" }).click();
  await list.expectNames(["a.txt", "d.txt", "b.txt", "C.log"]);
  await expect(
    list.grid.getByRole("columnheader", { name: "Size" }),
  ).toHaveAttribute("aria-sort", "descending");
  await page.getByRole("searchbox", { name: "Search" }).fill("TXT");
  await list.expectNames(["a.txt", "d.txt", "b.txt"]);
  await list.link("d.txt").click();
  await expect(list.preview.getByText("123", { exact: true })).toBeVisible();
  await page.reload();
  await expect(list.preview.getByText("123", { exact: true })).toBeVisible();
  await list.expectNames(["a.txt", "d.txt", "b.txt"]);
  await expectAccessible(page);
  await page.goBack();
  await expect(list.preview).toHaveCount(0);
  await page.goBack();
  await list.expectNames(["C.log", "b.txt", "d.txt", "a.txt"]);
  await expect(page.getByRole("searchbox", { name: "Search" })).toHaveValue("");
  await page.goBack();
  await list.expectNames(["C.log", "a.txt", "b.txt", "d.txt"]);
});

test("pages turn, and nothing that matches says so", async ({
  page,
  client,
  logIn,
}) => {
  await logIn();
  await fill(client, "many", frames(31));
  const list = new BucketPage(page, "many");
  await list.open("?page=2");
  await list.expectNames(frames(31).slice(25));
  await expect(page.getByText("26-31 of 31")).toBeVisible();
  await list.button("Previous page").click();
  await list.expectNames(frames(25));
  await list.chooseRows("All");
  await expect(page.getByText("1-31 of 31")).toBeVisible();
  await expect(list.grid).toHaveAttribute("aria-rowcount", "32");
  await page.getByRole("searchbox", { name: "Search" }).fill("nothing");
  await expect(page.getByText("No file matches “nothing”")).toBeVisible();
  await expectAccessible(page);
  await list.button("Clear the search").last().click();
  await expect(page.getByText("1-31 of 31")).toBeVisible();
  await expectToFitPhone(page);
});

test("an empty bucket teaches, a missing one says so, and a failure offers another try", async ({
  page,
  client,
  logIn,
  expectedMessages,
}) => {
  expectedMessages.push(/status of (500|404)/);
  await logIn();
  await client.createFunction({
    body: { name: "copy", image: "none", script: "true" },
  });
  const list = new BucketPage(page, "copy-in");
  await list.open();
  await expect(
    page.getByText("Sorry, there are no files to display in this bucket"),
  ).toBeVisible();
  await expect(
    page.getByText("Each file that arrives here starts copy."),
  ).toBeVisible();
  await expectUsable(page);
  await page.getByRole("link", { name: "copy-out" }).click();
  await expect(page.getByText("copy puts its results here.")).toBeVisible();

  await page.goto("/buckets/nowhere");
  await expect(
    page.getByText("The nowhere bucket does not exist"),
  ).toBeVisible();

  const problem = { code: "internal", message: "No.", requestId: "abc123" };
  await page.route("**/objects?*", (route) =>
    route.fulfill({ status: 500, json: problem }),
  );
  await list.open();
  await expect(page.getByText("abc123")).toBeVisible();
  await expectAccessible(page);
  await page.unroute("**/objects?*");
  await list.button("Try again").click();
  await expect(
    page.getByText("Sorry, there are no files to display in this bucket"),
  ).toBeVisible();
});

test("rows stand where they will be while the first answer is awaited", async ({
  page,
  client,
  logIn,
}) => {
  await logIn();
  await fill(client, "slow", frames(12));
  const { promise: answer, resolve: letAnswer } = Promise.withResolvers<void>();
  await page.route("**/objects?*", async (route) => {
    await answer;
    await route.continue();
  });
  const list = new BucketPage(page, "slow");
  await list.open();
  await expect(list.grid).toHaveAttribute("aria-busy", "true");
  const first = list.grid.getByRole("row").nth(1);
  await expect(first).toBeVisible();
  const before = await first.boundingBox();
  letAnswer();
  await expect(list.link("frame-001.txt")).toBeVisible();
  const after = await list.grid.getByRole("row").nth(1).boundingBox();
  expect(after).toEqual(before);
});
