import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import {
  expectAccessible,
  expectNoAxeViolations,
  expectUsable,
} from "./usable.ts";

/** Functions with their buckets. */
async function save(page: Page, url: string, ...names: string[]) {
  for (const name of names) {
    const saved = await page.request.post("/api/functions", {
      data: { name, image: "none", script: "true" },
      headers: { Origin: url },
    });
    expect(saved.status(), await saved.text()).toBe(201);
  }
}

test("Ctrl+K leads everywhere, by keys alone", async ({
  page,
  server,
  logIn,
}) => {
  await logIn();
  await save(page, server.url, "alpha", "beta");
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  const field = palette.getByRole("combobox", { name: "Search and commands" });
  await expect(field).toBeFocused();
  await expectUsable(page);

  await page.keyboard.type("bet");
  const first = palette.getByRole("option").first();
  await expect(first).toHaveText("beta");
  await expect(first).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/functions\/beta$/);
  await expect(
    page.getByRole("heading", { name: "beta", level: 1 }),
  ).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("alpha-in");
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("heading", { name: "Bucket alpha-in:" }),
  ).toBeVisible();

  await page.getByRole("button", { name: "Search", exact: true }).click();
  await field.fill("nothing like it");
  await expect(palette.getByText("Nothing matches.")).toBeVisible();
  await field.fill("3d24cab804169aa75691a0d1");
  await expect(palette.getByRole("option").first()).toHaveText(
    "Job 3d24cab804169aa75691a0d1",
  );
  await field.fill("theme dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute(
    "data-color-scheme",
    "dark",
  );

  await page.keyboard.press("Control+k");
  await page.keyboard.type("create");
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("textbox", { name: "Bucket name" }),
  ).toBeFocused();
  await page.keyboard.type("Not a name");
  await expect(page.getByText("Use lower-case letters")).toBeVisible();
  await expectNoAxeViolations(page);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("by-keys");
  await page.keyboard.press("Enter");
  await expect(
    page.getByText("Bucket by-keys has been successfully created"),
  ).toBeVisible();
  await expect(
    page.getByRole("navigation").getByRole("link", { name: "by-keys" }),
  ).toBeVisible();
});

test("keys do what the help says, and can be switched off", async ({
  page,
  server,
  logIn,
}) => {
  await logIn();
  await save(page, server.url, "alpha");
  await page.goto("/functions");
  await expect(page.getByRole("row", { name: "alpha" })).toBeVisible();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help.getByText("Search on this page")).toBeVisible();
  await expect(help.getByText("Upload files")).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);

  await page.keyboard.press("/");
  const search = page.getByRole("searchbox", { name: "Search" });
  await expect(search).toBeFocused();
  await page.keyboard.type("nu/?");
  await expect(search).toHaveValue("nu/?");
  await page.keyboard.press("Escape");
  await search.blur();
  await page.keyboard.press("n");
  await expect(
    page.getByRole("dialog", { name: "New Function" }),
  ).toBeVisible();
  await page.keyboard.press("Escape");

  await page.goto("/settings");
  await page
    .getByRole("group", { name: "Shortcuts of one key" })
    .getByRole("button", { name: "Off" })
    .click();
  await page.keyboard.press("?");
  await page.keyboard.press("n");
  await page.keyboard.press("Control+k");
  await expect(
    page.getByRole("dialog", { name: "Search and commands" }),
  ).toBeVisible();
  await expect(page).toHaveURL(/\/settings$/);
});

test("Back leads to where one was, scroll and search included", async ({
  page,
  server,
  logIn,
}) => {
  await logIn();
  const names = Array.from({ length: 25 }, (_, index) => `fn-${index}`);
  await save(page, server.url, ...names);
  await page.goto("/functions");
  await page
    .getByRole("main")
    .getByRole("link", { name: "fn-9" })
    .scrollIntoViewIfNeeded();
  await expect
    .poll(() => page.evaluate(() => window.scrollY))
    .toBeGreaterThan(0);
  const before = await page.evaluate(() => window.scrollY);
  await page.getByRole("main").getByRole("link", { name: "fn-9" }).click();
  await expect(page.getByRole("heading", { name: "fn-9" })).toBeVisible();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await page.goBack();
  await expect(page.getByRole("row", { name: "fn-9" })).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(before);

  await page.getByRole("searchbox", { name: "Search" }).fill("fn-1");
  await expect(page.getByText("1-11 of 11")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "fn-17" }).click();
  await page.goBack();
  await expect(page.getByRole("searchbox", { name: "Search" })).toHaveValue(
    "fn-1",
  );
});

test("the frame can be used by keys alone", async ({ page, logIn }) => {
  await logIn();
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(
    page.getByRole("link", { name: "Skip to content" }),
  ).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  const menu = page.getByRole("button", { name: "Shrink the menu" });
  await menu.focus();
  await expect(page.getByRole("tooltip")).toHaveText("Shrink the menu");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tooltip")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Functions" })).toBeVisible();
  await expectAccessible(page);
  const storage = page.getByRole("button", { name: "Storage" });
  await storage.press("Enter");
  await expect(page.getByText("No buckets yet.")).toBeVisible();
  await storage.press("Enter");
  await expect(page.getByText("No buckets yet.")).toHaveCount(0);
  await expect(storage).toHaveAttribute("aria-expanded", "false");
  await storage.press("Enter");
  await expect(page.getByText("No buckets yet.")).toBeVisible();

  await page.getByRole("button", { name: "Theme" }).press("Enter");
  await expect(
    page.getByRole("menuitemradio", { name: "Like the system" }),
  ).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Theme" })).toBeFocused();
  await expect(page.locator("html")).toHaveAttribute(
    "data-color-scheme",
    "dark",
  );
  await page.getByRole("button", { name: "Language" }).press("Enter");
  await expect(
    page.getByRole("menuitemradio", { name: "English" }),
  ).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Ajustes" })).toBeVisible();
});

test("on a phone the menu is a drawer", async ({ page, server, logIn }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await logIn();
  await save(page, server.url, "alpha");
  await page.goto("/");
  await page.getByRole("button", { name: "Open the menu" }).click();
  await page.getByRole("link", { name: "alpha-in" }).click();
  await expect(
    page.getByRole("heading", { name: "Bucket alpha-in:" }),
  ).toBeVisible();
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("create bucket");
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("textbox", { name: "Bucket name" }),
  ).toBeFocused();
  await expectAccessible(page);
});

test("more than ten buckets can be looked through", async ({
  page,
  server,
  logIn,
}) => {
  await logIn();
  await save(page, server.url, "a1", "a2", "a3", "a4", "a5", "b1");
  await page.goto("/settings");
  const storage = page.getByRole("navigation");
  await storage.getByRole("textbox", { name: "Filter buckets" }).fill("b1");
  await expect(storage.getByRole("link", { name: "a1-in" })).toHaveCount(0);
  await expect(storage.getByRole("link", { name: "b1-out" })).toBeVisible();
  await storage.getByRole("textbox", { name: "Filter buckets" }).fill("zz");
  await expect(page.getByText("No bucket matches.")).toBeVisible();
});
