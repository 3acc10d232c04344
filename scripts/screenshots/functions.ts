import type { Page } from "@playwright/test";
import { failing, type Picture, unanswered } from "./picture.ts";

export const FUNCTIONS: Picture[] = [
  { name: "functions", path: "/functions" },
  { name: "functions-empty", path: "/functions", server: "new" },
  {
    name: "functions-loading",
    path: "/functions",
    arrange: unanswered("**/api/functions"),
    isUnfinished: true,
  },
  {
    name: "functions-error",
    path: "/functions",
    arrange: failing("**/api/functions"),
  },
  {
    name: "functions-no-match",
    path: "/functions?q=nothing",
  },
  {
    name: "functions-delete",
    path: "/functions",
    async prepare(page) {
      await page
        .getByRole("button", { name: /split-video$/ })
        .last()
        .click();
      await page
        .getByRole("dialog")
        .getByText(/split-video-in/)
        .waitFor();
    },
  },
  { name: "function", path: "/functions/darknet" },
  { name: "function-failed", path: "/functions/check-tables?state=failed" },
  { name: "function-no-jobs", path: "/functions/darknet?q=nothing" },
  { name: "function-settings", path: "/functions/darknet?tab=settings" },
  { name: "function-script", path: "/functions/darknet?tab=script" },
  { name: "function-missing", path: "/functions/nothing" },
  {
    name: "function-menu",
    path: "/functions/check-tables",
    prepare: (page) => openMenu(page),
  },
  {
    name: "function-clone",
    path: "/functions/darknet",
    async prepare(page) {
      await openMenu(page);
      await page.getByRole("menuitem", { name: /Clon/ }).click();
      await page.getByRole("dialog").getByText("darknet-copy-in").waitFor();
    },
  },
  {
    name: "function-backfill",
    path: "/functions/check-tables",
    async prepare(page) {
      await openMenu(page);
      await page.getByRole("menuitem", { name: /Run|Ejecutar/ }).click();
      await page.getByRole("dialog").locator("b").waitFor();
    },
  },
];

async function openMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(More|Más)$/ }).click();
  await page.getByRole("menuitem").first().waitFor();
}
