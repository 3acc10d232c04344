import { expect, test } from "./fixtures.ts";
import { expectUsable } from "./usable.ts";

const COLUMNS = [
  "Ready",
  "Name",
  "Available Replicas",
  "Replicas",
  "Invocation Count",
  "Actions",
];

test("the Functions page teaches while it is empty, and then shows functions as they come", async ({
  page,
  logIn,
  client,
}) => {
  await logIn();
  await page.goto("/functions");
  await test.step("empty", async () => {
    await expect(
      page.getByText("Sorry, there are no functions to display here"),
    ).toBeVisible();
    await expect(
      page.getByRole("button", { name: "Try the example" }),
    ).toBeVisible();
    await expect(
      page.getByRole("link", { name: "video script" }),
    ).toHaveAttribute("href", /\/examples\/.*split-video\.sh/);
    await expectUsable(page);
  });

  await test.step("one, live, without the refresh button", async () => {
    await client.createFunction({
      body: { name: "mine", image: "a/b", script: "exit 3" },
    });
    const row = page.getByRole("row", { name: /mine/ });
    await expect(row).toBeVisible();
    await expect(row).toContainText("Ready");
    await expect(page.getByRole("columnheader")).toHaveText(COLUMNS);
    await client.putObject({
      params: { bucket: "mine-in" },
      query: { key: "a.txt" },
      body: "x",
    });
    await expect(
      row.getByRole("img", { name: "1 job has failed" }),
    ).toBeVisible();
    await expectUsable(page);
  });

  await test.step("many: sorted, searched, paged; the address holds it", async () => {
    for (let index = 0; index < 6; index++)
      await client.createFunction({
        body: { name: `other-${index}`, image: "c", script: "true" },
      });
    await page.getByRole("combobox", { name: /rows per page/i }).click();
    await page.getByRole("option", { name: "5", exact: true }).click();
    await expect(page.getByText("1-5 of 7")).toBeVisible();
    await page.getByRole("button", { name: "Name" }).click();
    await page.getByRole("button", { name: "Name" }).click();
    await expect(page.getByRole("row").nth(1)).toContainText("other-5");
    await page.getByPlaceholder("Search").fill("mine");
    await expect(page.getByText("1-1 of 1")).toBeVisible();
    await page.reload();
    await expect(page.getByText("1-1 of 1")).toBeVisible();
    await page.getByPlaceholder("Search").fill("nothing such");
    await expect(
      page.getByText('Your search for "nothing such" found no results.'),
    ).toBeVisible();
    await page.getByRole("button", { name: "Show all functions" }).click();
    await expect(page.getByText("1-5 of 7")).toBeVisible();
  });

  await test.step("cards on a phone", async () => {
    await page.getByPlaceholder("Search").fill("mine");
    await page.setViewportSize({ width: 360, height: 740 });
    const card = page.getByRole("listitem").filter({ hasText: "replicas" });
    await expect(card).toContainText("2 of 2 replicas available · 1 job");
    await expect(card.getByRole("button", { name: "Edit mine" })).toBeVisible();
  });
});

test("a function is deleted with its buckets only where one ticks that, and sees the count", async ({
  page,
  logIn,
  client,
}) => {
  await logIn();
  await client.createFunction({
    body: { name: "doomed", image: "a", script: "true" },
  });
  await client.createFunction({
    body: {
      name: "reader",
      image: "a",
      script: "true",
      inputs: [{ bucket: "doomed-out" }],
    },
  });
  for (const key of ["1.txt", "2.txt"])
    await client.putObject({
      params: { bucket: "doomed-in" },
      query: { key },
      body: "x",
    });
  await page.goto("/functions");
  await page.getByRole("button", { name: "Delete doomed" }).click();
  const question = page.getByRole("dialog", {
    name: "Are you sure you want to delete this function?",
  });
  await expect(question.getByText(/doomed-in: 2 files, 2 B/)).toBeVisible();
  await expect(question.getByText(/doomed-out: stays/)).toBeVisible();
  const tick = question.getByRole("checkbox", {
    name: "Also delete its buckets",
  });
  await expect(tick).not.toBeChecked();
  await expectUsable(page);
  await tick.check();
  await question
    .getByRole("button", { name: "Delete function and 2 files" })
    .click();
  await expect(page.getByText("Function doomed was deleted")).toBeVisible();
  await expect(page.getByRole("row", { name: /doomed/ })).toHaveCount(0);
  const { buckets } = await client.listBuckets();
  expect(buckets.map(({ name }) => name)).toEqual(["doomed-out", "reader-out"]);
});
