import { queryClient } from "./query-client.ts";

const PAUSE_MS = 200;

let idle: Promise<void> | undefined;
let fetched: Promise<void> | undefined;

/**
 * Resolves when the first page is shown and nothing more of it is on its way, and the rest
 * of the app has been fetched: from then on no other page has to wait for its code, and what
 * tells that the server cannot be reached is there when that happens.
 */
export function whenPartsAreHere(): Promise<void> {
  fetched ??= whenIdle().then(fetchParts);
  return fetched;
}

function whenIdle(): Promise<void> {
  idle ??= new Promise((resolve) => {
    const look = () => {
      const isLoaded = document.readyState === "complete";
      if (isLoaded && queryClient.isFetching() === 0) afterPaint(resolve);
      else setTimeout(look, PAUSE_MS);
    };
    afterPaint(look);
  });
  return idle;
}

/** Safari knows no idle callbacks. */
function afterPaint(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(act);
  else setTimeout(act, PAUSE_MS);
}

/** By the browser's own lowest priority. Those who save data fetch each part when they need it. */
async function fetchParts(): Promise<void> {
  const list = document.querySelector<HTMLMetaElement>(
    'meta[name="oscar-parts"]',
  );
  const names = list?.content.split(" ").filter(Boolean) ?? [];
  if (savesData()) return;
  await Promise.all(names.map((name) => prefetch(`/assets/${name}`)));
}

function prefetch(href: string): Promise<void> {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "prefetch";
    link.as = "script";
    link.href = href;
    link.onload = () => resolve();
    link.onerror = () => resolve();
    document.head.append(link);
  });
}

function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

const TRIES = 3;

/**
 * Loads a part of the app. Tries again where the network has just changed: a machine that
 * wakes up, or takes another line, fails all that is on its way.
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await load();
    } catch (error) {
      if (tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * tries));
    }
  }
}
