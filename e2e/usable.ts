import { AxeBuilder } from "@axe-core/playwright";
import { type Page, expect } from "@playwright/test";

const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** What holds of every page in every state: axe finds nothing in either theme, and a phone shows it whole. */
export async function expectUsable(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectToFitPhone(page);
}

/** Looks at the page as it is now in the dark and in the light. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    // The page follows the system a moment later.
    await page.locator(`html[data-color-scheme=${colorScheme}]`).waitFor();
    // But for its colours the page is the same in the dark.
    await expectNoAxeViolations(
      page,
      colorScheme === "light" ? {} : { rules: COLOUR_RULES },
    );
  }
}

/** Fails where a phone would have to be scrolled sideways. */
export async function expectToFitPhone(page: Page): Promise<void> {
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

/** Fails with what axe finds on the page as it is now: rule, help and elements. */
export async function expectNoAxeViolations(
  page: Page,
  options: { rules?: string[] } = {},
): Promise<void> {
  const axe = new AxeBuilder({ page })
    // No page has frames, for the sake of which axe would open a second page each time.
    .setLegacyMode(true)
    // A tooltip belongs to what it describes, though it stands outside of every landmark.
    .exclude('[role="tooltip"]');
  if (options.rules) axe.withRules(options.rules);
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, help, nodes }) => {
    const elements = nodes.map((node) => node.html.slice(0, 200));
    return `${id}: ${help}\n  ${elements.join("\n  ")}`;
  });
  expect(found, "accessibility, by axe").toEqual([]);
}
