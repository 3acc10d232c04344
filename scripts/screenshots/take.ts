import {
  type Browser,
  type BrowserContext,
  chromium,
  type Page,
} from "@playwright/test";
import { chromiumPath } from "../../e2e/chromium.ts";
import type { TestServer } from "../../e2e/server.ts";
import type { Picture, World } from "./picture.ts";

export const SIZES = {
  "360": { width: 360, height: 740 },
  "1280": { width: 1280, height: 800 },
  "1920": { width: 1920, height: 1080 },
} as const;
export type Size = keyof typeof SIZES;
export type Theme = "light" | "dark";

const LIMIT_MS = 20_000;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
  });
}

export interface TakeOptions {
  server: TestServer;
  world: World;
  locale: string;
  size: Size;
  themes: Theme[];
  /** Where a picture goes. */
  fileOf(theme: Theme): string;
}

/** Opens a page in one size, and takes a picture of it in each theme. */
export async function take(
  browser: Browser,
  picture: Picture,
  options: TakeOptions,
): Promise<void> {
  const { server, size, themes } = options;
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: SIZES[size],
    colorScheme: themes[0] ?? "light",
    locale: options.locale,
    reducedMotion: "reduce",
    deviceScaleFactor: 1,
  });
  try {
    if (!picture.isLoggedOut) await logIn(context, server);
    const page = await context.newPage();
    page.setDefaultTimeout(LIMIT_MS);
    await show(page, picture, options.world);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      await page.locator(`html[data-color-scheme=${theme}]`).waitFor();
      await drawn(page);
      await page.screenshot({ path: options.fileOf(theme) });
    }
  } catch (cause) {
    throw new Error(`${picture.name} at ${size} px cannot be taken`, { cause });
  } finally {
    await context.close();
  }
}

async function show(page: Page, picture: Picture, world: World): Promise<void> {
  const { path } = picture;
  await picture.arrange?.(page);
  await page.goto(typeof path === "string" ? path : path(world));
  if (picture.isUnfinished)
    await page.locator(".MuiSkeleton-root:visible").first().waitFor();
  else await page.getByRole("heading").first().waitFor();
  await picture.prepare?.(page);
  await page.evaluate(() => document.fonts.ready);
  if (picture.isUnfinished) return;
  await page.waitForFunction(
    () => document.querySelectorAll(".MuiSkeleton-root").length === 0,
  );
}

/** What has changed is on the screen. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(resolve)),
      ),
  );
}

async function logIn(
  { request }: BrowserContext,
  { url, password }: TestServer,
): Promise<void> {
  await request.post("/api/session", {
    data: { name: "admin", password },
    headers: { Origin: url },
  });
}
