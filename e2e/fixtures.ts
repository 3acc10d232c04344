import { AxeBuilder } from "@axe-core/playwright";
import type { Client } from "@oscar/contracts";
import { type Page, expect, test as base } from "@playwright/test";
import { clientOf } from "../scripts/world/client-of.ts";
import { chromiumPath } from "./chromium.ts";
import { type TestServer, startServer } from "./server.ts";

interface Fixtures {
  /** Variables for the server of this test; set it with `test.use`. */
  serverEnvironment: Record<string, string>;
  /** A server of this test's own; `page.goto("/")` leads to it. */
  server: TestServer;
  /** A script's client of that server. */
  client: Client;
  /** Logs the page's browser in without going through the login page. */
  logIn: () => Promise<void>;
  /** Console messages that the test means to provoke; all others make it fail. */
  expectedMessages: RegExp[];
}

/** Chromium reports every answer of 401 as an error; asking who is logged in is none. */
const NOT_LOGGED_IN =
  /the server responded with a status of 401 .*api\/session/;

/**
 * Chromium gives up what is on its way whenever a network interface of the machine comes or
 * goes. The app fetches it again: failures.spec.ts.
 */
const NETWORK_CHANGED = /ERR_NETWORK_CHANGED/;

interface AutomaticFixtures {
  chromiumIsPresent: undefined;
  browserIsQuiet: undefined;
}

/** Playwright's `test` on a real server, where a console error or a page error is a failure. */
export const test = base.extend<Fixtures & AutomaticFixtures>({
  serverEnvironment: [{}, { option: true }],
  chromiumIsPresent: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this
    async ({}, use, testInfo) => {
      testInfo.skip(
        chromiumPath() === undefined,
        "Chromium is not on this machine: install it, or set CHROMIUM_PATH",
      );
      await use(undefined);
    },
    { auto: true },
  ],
  server: async ({ serverEnvironment }, use, testInfo) => {
    await using server = await startServer(serverEnvironment);
    await use(server);
    if (testInfo.status !== testInfo.expectedStatus) {
      const body = server.output();
      await testInfo.attach("server", { body, contentType: "text/plain" });
    }
  },
  baseURL: async ({ server }, use) => use(server.url),
  client: async ({ server }, use) => use(clientOf(server)),
  logIn: async ({ page, server }, use) => {
    await use(async () => {
      const answer = await page.request.post(`${server.url}/api/session`, {
        data: { name: "admin", password: server.password },
        headers: { Origin: server.url },
      });
      expect(answer.status(), await answer.text()).toBe(200);
    });
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this
  expectedMessages: async ({}, use) => use([NOT_LOGGED_IN, NETWORK_CHANGED]),
  browserIsQuiet: [
    async ({ context, expectedMessages }, use) => {
      const messages: string[] = [];
      context.on("console", (message) => {
        if (!["error", "warning"].includes(message.type())) return;
        const { url } = message.location();
        messages.push(`${message.type()}: ${message.text()} (${url})`);
      });
      context.on("weberror", (error) => {
        messages.push(`page error: ${error.error().stack ?? error.error()}`);
      });
      await use(undefined);
      const unexpected = messages.filter(
        (message) => !expectedMessages.some((known) => known.test(message)),
      );
      expect(unexpected, "the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Fails with what axe finds on the page as it is now: rule, help and elements. */
export async function expectNoAxeViolations(
  page: Page,
  options: { rules?: string[] } = {},
): Promise<void> {
  const axe = new AxeBuilder({ page })
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

/** Looks at the page as it is now in the light and in the dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-color-scheme=${colorScheme}]`).waitFor();
    await expectNoAxeViolations(page);
  }
}

/** Fails where a phone would have to be scrolled sideways. */
export async function expectToFitPhone(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
    .toBeLessThanOrEqual(360);
  if (size) await page.setViewportSize(size);
}
