import { setTimeout as delay } from "node:timers/promises";

const LIMIT_MS = 120_000;
const LOOK_EVERY_MS = 200;

/**
 * Looks until there is an answer.
 * @throws Error that names what it waited for, after two minutes
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const end = Date.now() + LIMIT_MS;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await delay(LOOK_EVERY_MS);
  }
  throw new Error(`Waited in vain for ${what}`);
}
