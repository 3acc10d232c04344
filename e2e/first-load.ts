import type { BrowserContext, CDPSession, Page } from "@playwright/test";

/** One file that a browser fetched for a page. */
export interface Fetched {
  path: string;
  /** As they came over the network: packed, with the answer's headers. */
  bytes: number;
}

/** So long nothing may be asked for before a page counts as complete. */
const QUIET_MS = 500;
const QUIET_LIMIT_MS = 20_000;

/**
 * What a browser that was never here fetches until a page is shown and it has nothing more to
 * do: page, scripts, styles, fonts, icons. The API's answers are not counted, and neither is
 * what it fetches ahead for other pages, at its lowest priority, when this one is complete.
 */
export async function firstLoad(
  context: BrowserContext,
  path: string,
  visit: Visit,
): Promise<Fetched[]> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const traffic = watch(session);
  await session.send("Network.enable");
  await visit.prepare?.(page);
  await page.goto(path);
  await visit.isShown(page);
  await traffic.quiet();
  await visit.finish?.(page);
  await page.close();
  return traffic.fetched();
}

interface Visit {
  /** Before the page is opened. */
  prepare?(page: Page): Promise<void>;
  /** Resolves when what its reader came for is there. */
  isShown(page: Page): Promise<unknown>;
  /** When the page is complete. */
  finish?(page: Page): Promise<void>;
}

/** The bytes of all files together. */
export function bytesOf(files: Fetched[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

interface Request extends Fetched {
  isOpen: boolean;
}

function watch(session: CDPSession) {
  const requests = new Map<string, Request>();
  const ahead = new Set<string>();
  let onQuiet: (() => void) | undefined;
  let silence: NodeJS.Timeout | undefined;

  function restart(): void {
    clearTimeout(silence);
    const isOpen = [...requests.values()].some((request) => request.isOpen);
    if (!isOpen) silence = setTimeout(() => onQuiet?.(), QUIET_MS);
  }
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    const path = new URL(request.url).pathname;
    if (path.startsWith("/api/") || ahead.has(requestId)) return;
    requests.set(requestId, { path, bytes: 0, isOpen: true });
    restart();
  });
  // May come before the other, or after it.
  session.on("Network.requestWillBeSentExtraInfo", ({ requestId, headers }) => {
    if (headers["Sec-Purpose"] !== "prefetch") return;
    ahead.add(requestId);
    requests.delete(requestId);
    restart();
  });
  const close = (requestId: string, bytes: number) => {
    const request = requests.get(requestId);
    if (!request) return;
    request.bytes = bytes;
    request.isOpen = false;
    restart();
  };
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
    close(requestId, encodedDataLength),
  );
  session.on("Network.loadingFailed", ({ requestId }) => close(requestId, 0));
  return {
    quiet: () =>
      new Promise<void>((resolve, reject) => {
        onQuiet = resolve;
        restart();
        setTimeout(() => {
          const open = [...requests.values()].filter(({ isOpen }) => isOpen);
          reject(new Error(`Not there after 20 s: ${JSON.stringify(open)}`));
        }, QUIET_LIMIT_MS);
      }),
    fetched: (): Fetched[] =>
      [...requests.values()]
        // What was fetched ahead and is then used comes from the browser's own cache.
        .filter(({ bytes }) => bytes > 0)
        .map(({ path, bytes }) => ({ path, bytes }))
        .toSorted((a, b) => b.bytes - a.bytes),
  };
}
