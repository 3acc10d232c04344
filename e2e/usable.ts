import { type Page, expect } from "@playwright/test";
import { expectNoAxeViolations } from "./fixtures.ts";

const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** What holds of every page in every state: axe finds nothing in either theme, and a phone shows it whole. */
export async function expectUsable(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // The page follows the system a moment later.
    await expect(page.locator("html")).toHaveAttribute(
      "data-color-scheme",
      colorScheme,
    );
    // But for its colours the page is the same in the dark.
    await expectNoAxeViolations(
      page,
      colorScheme === "light" ? {} : { rules: COLOUR_RULES },
    );
  }
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  await expect
    .poll(
      () =>
        page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        ),
      { message: "what a phone would have to scroll sideways" },
    )
    .toBeLessThanOrEqual(0);
  if (size) await page.setViewportSize(size);
}
