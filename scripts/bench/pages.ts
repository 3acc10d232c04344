import type { Browser, BrowserContext } from "@playwright/test";
import { bytesOf, firstLoad } from "../../e2e/first-load.ts";
import { startServer, type TestServer } from "../../e2e/server.ts";
import { openBrowser } from "../screenshots/take.ts";
import type { Measure, Row } from "./measure.ts";
import { type MeasuredPage, pagesOf } from "./page-world.ts";
import { type Vitals, vitalsOf, watchVitals } from "./vitals.ts";

const TIMES = 5;

export const PAGES: Measure = {
  name: "pages",
  title: `each page as the first of a new browser, the median of ${TIMES}: KB over the network, then by the browser's own performance entries`,
  async run(report) {
    await using server = await startServer();
    const pages = await pagesOf(server);
    const browser = await openBrowser();
    try {
      for (const page of pages) report(await measure(browser, server, page));
    } finally {
      await browser.close();
    }
    return [];
  },
};

async function measure(
  browser: Browser,
  server: TestServer,
  measured: MeasuredPage,
): Promise<Row> {
  const runs: (Vitals & { bytes: number })[] = [];
  for (let run = 0; run < TIMES; run++) {
    const context = await newContext(browser, server, measured);
    runs.push(await visit(context, measured));
    await context.close();
  }
  const median = (field: keyof (typeof runs)[number]) =>
    runs.map((run) => run[field]).toSorted((a, b) => a - b)[
      Math.floor(TIMES / 2)
    ] ?? Number.NaN;
  return {
    page: measured.name,
    "first load KB": (median("bytes") / 1000).toFixed(1),
    "first paint ms": Math.round(median("firstPaintMs")),
    "largest paint ms": Math.round(median("largestPaintMs")),
    "layout shift": median("layoutShift").toFixed(3),
    "long tasks": median("longTasks"),
    "long tasks ms": Math.round(median("longTasksMs")),
  };
}

async function newContext(
  browser: Browser,
  { url, password }: TestServer,
  { isLoggedOut }: MeasuredPage,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
  });
  if (isLoggedOut) return context;
  await context.request.post("/api/session", {
    data: { name: "admin", password },
    headers: { Origin: url },
  });
  return context;
}

async function visit(
  context: BrowserContext,
  { path, isShown }: MeasuredPage,
): Promise<Vitals & { bytes: number }> {
  let vitals: Vitals | undefined;
  const files = await firstLoad(context, path, {
    prepare: watchVitals,
    isShown,
    finish: async (page) => {
      vitals = await vitalsOf(page);
    },
  });
  if (!vitals) throw new Error(`${path} was not measured`);
  return { ...vitals, bytes: bytesOf(files) };
}
