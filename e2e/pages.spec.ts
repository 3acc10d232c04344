import { findCommand } from "../scripts/test/find-command.ts";
import { expect, test } from "./fixtures.ts";
import { expectUsable } from "./usable.ts";

/** The pages that no other test has for its subject, and those of what does not exist. */
const PAGES = [
  { path: "/settings", heading: "Settings" },
  { path: "/nowhere", heading: "Sorry, page not found" },
  { path: "/buckets/nowhere", heading: "nowhere" },
  { path: "/functions/nowhere", heading: "nowhere" },
  { path: "/functions/nowhere/edit", heading: "nowhere" },
  { path: "/jobs/nowhere", heading: "Job" },
];

test("a wrong address can be used by all, too", async ({
  page,
  logIn,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 404/);
  await logIn();
  for (const { path, heading } of PAGES) {
    await page.goto(path);
    await expect(
      page.getByRole("heading", { name: heading }).first(),
    ).toBeVisible();
    await expectUsable(page);
  }
});

test("Try the example, on an empty Functions page, shows the detections", async ({
  page,
  logIn,
}) => {
  const missing = ["ffmpeg", "darknet"].filter((name) => !findCommand(name));
  test.skip(missing.length > 0, `${missing.join(", ")} not on this machine`);
  test.setTimeout(120_000);
  await logIn();
  await page.goto("/functions");
  await page.getByRole("button", { name: "Try the example" }).click();
  await expect(
    page.getByRole("heading", { name: "Bucket darknet-out:" }),
  ).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("1-16 of 16")).toBeVisible({ timeout: 90_000 });
});
