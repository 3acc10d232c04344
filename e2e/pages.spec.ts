import { findCommand } from "../scripts/test/find-command.ts";
import { expect, expectNoAxeViolations, test } from "./fixtures.ts";

const PAGES = [
  { path: "/", heading: "Dashboard" },
  { path: "/functions", heading: "Functions" },
  { path: "/functions/new", heading: "New Function" },
  { path: "/functions/f", heading: "f" },
  { path: "/buckets/f-in", heading: "Bucket f-in:" },
  { path: "/settings", heading: "Settings" },
  { path: "/nowhere", heading: "Sorry, page not found" },
];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test.setTimeout(180_000);
    test("every page can be used by all", async ({ page, server, logIn }) => {
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
        await expectNoAxeViolations(page);
      }
    });
  });
}

test("a visitor whose system speaks Spanish gets Spanish", async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({
    locale: "es-ES",
    baseURL: server.url,
  });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByLabel("Contraseña").first()).toBeVisible();
  await context.close();
});

test("a wrong password is said beside the fields", async ({
  page,
  expectedMessages,
}) => {
  expectedMessages.push(/status of 401/);
  await page.goto("/");
  await page.getByLabel("Login").fill("admin");
  await page.getByRole("textbox", { name: "Password" }).fill("wrong");
  await page.getByRole("button", { name: "Login" }).click();
  await expect(
    page.getByText("Username or password is incorrect"),
  ).toBeVisible();
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
