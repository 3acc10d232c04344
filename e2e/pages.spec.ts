import { findCommand } from "../scripts/test/find-command.ts";
import {
  expect,
  expectAccessible,
  expectToFitPhone,
  test,
} from "./fixtures.ts";

const PAGES = [
  { path: "/", heading: "Dashboard" },
  { path: "/functions", heading: "Functions" },
  { path: "/functions/new", heading: "New Function" },
  { path: "/functions/f", heading: "f" },
  { path: "/buckets/f-in", heading: "Bucket f-in:" },
  { path: "/settings", heading: "Settings" },
  { path: "/nowhere", heading: "Sorry, page not found" },
];

test("every page can be used by all, on a phone too", async ({
  page,
  server,
  logIn,
}) => {
  test.setTimeout(180_000);
  await logIn();
  const saved = await page.request.post("/api/functions", {
    data: { name: "f", image: "none", script: "true" },
    headers: { Origin: server.url },
  });
  expect(saved.status(), await saved.text()).toBe(201);
  for (const { path, heading } of PAGES) {
    await page.goto(path);
    await expect(
      page.getByRole("heading", { name: heading, exact: true }),
    ).toBeVisible();
    await expectAccessible(page);
    await expectToFitPhone(page);
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
