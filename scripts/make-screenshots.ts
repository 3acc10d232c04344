import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "@playwright/test";
import { createClient } from "@oscar/contracts";
import { chromiumPath } from "../e2e/chromium.ts";
import { startServer, type TestServer } from "../e2e/server.ts";
import { followTutorial } from "./tutorial.ts";

const ROOT = join(import.meta.dirname, "..");
const SIZES = { desktop: [1280, 800], phone: [360, 740] } as const;
const THEMES = ["light", "dark"] as const;

/** A picture: its name, and the way there from a logged-in page. */
interface Picture {
  name: string;
  path: string;
  prepare?(page: Page): Promise<void>;
  isLoggedOut?: boolean;
}

const PICTURES: Picture[] = [
  { name: "login", path: "/", isLoggedOut: true },
  { name: "dashboard", path: "/" },
  { name: "functions", path: "/functions" },
  { name: "function-form", path: "/functions/new" },
  {
    name: "function-form-more",
    path: "/functions/new",
    async prepare(page) {
      await page.getByRole("button", { name: /More Options/ }).click();
    },
  },
  { name: "function", path: "/functions/darknet" },
  { name: "bucket", path: "/buckets/darknet-out" },
  {
    name: "preview",
    path: "/buckets/darknet-out",
    async prepare(page) {
      await page.getByText("shapes-out004.jpg").click();
      await page
        .getByRole("img", { name: /shapes-out004/ })
        .waitFor({ state: "visible" });
    },
  },
  {
    name: "bucket-selected",
    path: "/buckets/darknet-out",
    async prepare(page) {
      await page
        .getByRole("checkbox", { name: /^Select (all|the) files/ })
        .check();
    },
  },
  { name: "bucket-empty", path: "/buckets/empty" },
  { name: "settings", path: "/settings" },
  { name: "not-found", path: "/nowhere" },
];

/** The pictures that the README and the guide show: desktop, light. */
const SHOWN = ["bucket", "functions", "function", "preview"];

const { values } = parseArgs({
  options: {
    /** A folder that gets every picture in every size and theme, to be looked at. */
    all: { type: "string" },
  },
});

await using server = await startServer();
await prepareServer(server);
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
});
try {
  if (values.all === undefined) await takeShown(browser, server);
  else await takeAll(browser, server, values.all);
} finally {
  await browser.close();
}

/** Runs the tutorial, so that there is something to see. */
async function prepareServer({ url, password }: TestServer): Promise<void> {
  const authorization = `Basic ${btoa(`admin:${password}`)}`;
  const client = createClient({
    baseUrl: url,
    headers: { Authorization: authorization },
  });
  await followTutorial(client, { say: () => undefined });
  await client.createBucket({ body: { name: "empty" } });
}

async function takeShown(browser: Browser, to: TestServer): Promise<void> {
  const folder = join(ROOT, "docs/images");
  for (const picture of PICTURES.filter(({ name }) => SHOWN.includes(name)))
    await take(browser, to, {
      picture,
      size: "desktop",
      theme: "light",
      filePath: join(folder, `${picture.name}.png`),
    });
}

async function takeAll(
  browser: Browser,
  to: TestServer,
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const picture of PICTURES)
    for (const size of ["desktop", "phone"] as const)
      for (const theme of THEMES) {
        const name = `${picture.name}-${size}-${theme}.png`;
        const filePath = join(folder, name);
        await take(browser, to, { picture, size, theme, filePath });
      }
}

interface Shot {
  picture: Picture;
  size: keyof typeof SIZES;
  theme: (typeof THEMES)[number];
  filePath: string;
}

async function take(
  browser: Browser,
  { url, password }: TestServer,
  { picture, size, theme, filePath }: Shot,
): Promise<void> {
  const [width, height] = SIZES[size];
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    colorScheme: theme,
    locale: "en-GB",
    reducedMotion: "reduce",
    deviceScaleFactor: 1,
  });
  const page = await context.newPage();
  if (!picture.isLoggedOut)
    await context.request.post("/api/session", {
      data: { name: "admin", password },
      headers: { Origin: url },
    });
  await page.goto(picture.path);
  page.setDefaultTimeout(20_000);
  await page.getByRole("heading").first().waitFor();
  await picture.prepare?.(page);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(
    () => document.querySelectorAll(".MuiSkeleton-root").length === 0,
  );
  await page.screenshot({ path: filePath });
  await context.close();
  console.log(filePath);
}
