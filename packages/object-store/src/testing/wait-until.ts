import { setImmediate } from "node:timers/promises";

const LIMIT_MS = 60_000;

/** Looks again and again until a state is there; fails with the name of what did not come. */
export async function waitUntil<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
): Promise<T> {
  const end = performance.now() + LIMIT_MS;
  while (performance.now() < end) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await setImmediate();
  }
  throw new Error(`Waited ${LIMIT_MS} ms in vain for: ${what}`);
}
