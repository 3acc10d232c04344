import type { Page } from "@playwright/test";

/** What the browser itself has noted about a page, in milliseconds since it was asked for. */
export interface Vitals {
  firstPaintMs: number;
  largestPaintMs: number;
  /** Cumulative layout shift: 0 where nothing moved, 0.1 where it begins to disturb. */
  layoutShift: number;
  /** Tasks of more than 50 ms, during which the page answers nobody. */
  longTasks: number;
  longTasksMs: number;
}

/** Begins to note; before the page is opened. */
export async function watchVitals(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) =>
      noted.push(...list.getEntries()),
    );
    for (const type of [
      "paint",
      "largest-contentful-paint",
      "layout-shift",
      "longtask",
    ])
      observer.observe({ type, buffered: true });
    Object.assign(window, {
      notedEntries: () => [...noted, ...observer.takeRecords()],
    });
  });
}

/** What was noted until now. */
export function vitalsOf(page: Page): Promise<Vitals> {
  return page.evaluate(() => {
    type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean };
    const { notedEntries } = window as unknown as {
      notedEntries: () => PerformanceEntry[];
    };
    const entries = notedEntries();
    const of = (type: string) =>
      entries.filter(({ entryType }) => entryType === type);
    const startOf = (entry: PerformanceEntry | undefined) =>
      entry?.startTime ?? Number.NaN;
    const tasks = of("longtask");
    return {
      firstPaintMs: startOf(
        of("paint").find(({ name }) => name === "first-contentful-paint"),
      ),
      largestPaintMs: startOf(of("largest-contentful-paint").at(-1)),
      layoutShift: (of("layout-shift") as Shift[])
        .filter(({ hadRecentInput }) => !hadRecentInput)
        .reduce((sum, { value }) => sum + value, 0),
      longTasks: tasks.length,
      longTasksMs: tasks.reduce((sum, { duration }) => sum + duration, 0),
    };
  });
}
