import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { expectNoAxeViolations } from "./usable.ts";

async function choose(page: Page, setting: string, value: string) {
  await page
    .getByRole("group", { name: setting })
    .getByRole("button", { name: value })
    .click();
}

test("settings are of this browser, at once and for good", async ({
  page,
  server,
  logIn,
}) => {
  await logIn();
  const headers = { Origin: server.url };
  await page.request.post("/api/buckets", {
    data: { name: "some" },
    headers,
  });
  await page.request.put("/api/buckets/some/object?key=a.bin", {
    data: Buffer.alloc(35_666),
    headers,
  });
  await page.goto("/settings");
  await expect(page.getByText("Store and runner work.")).toBeVisible();
  await expect(page.getByText("A folder of this machine")).toBeVisible();
  await choose(page, "Rows of tables", "Compact");
  await choose(page, "Times", "Date and time");
  await choose(page, "Theme", "Dark");
  await choose(page, "Language", "Español");
  await expect(page.getByRole("heading", { name: "Ajustes" })).toBeVisible();
  await expectNoAxeViolations(page);

  await page.goto("/buckets/some");
  const row = page.getByRole("row", { name: "a.bin" });
  await expect(row).toBeVisible();
  await expect(row).toHaveCSS("height", "36px");
  await expect(row.getByText("34,8 KB")).toBeVisible();
  await expect(row.getByText("(35.666 bytes)")).toBeAttached();
  await expect(row.getByRole("time")).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d/);
  await expect(page.locator("html")).toHaveAttribute(
    "data-color-scheme",
    "dark",
  );

  await page.goto("/settings");
  await choose(page, "Idioma", "English");
  await choose(page, "Times", "3 minutes ago");
  await page.goto("/buckets/some");
  const time = row.getByRole("time");
  await expect(time).toContainText("now");
  await time.hover();
  await expect(page.getByRole("tooltip")).toHaveText(/20\d\d.*:\d\d:\d\d/);
});
