import { isAppError } from "@oscar/contracts";
import type { ObjectStore } from "@oscar/object-store";
import { persist } from "../../wait.ts";

/** A store that is there and refuses so long will not change its mind. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Tries again while the store is unavailable: as long as it takes where it is away as a
 * whole, which must not cost a script its result, else within reason.
 */
export function patiently<T>(
  work: () => Promise<T>,
  options: {
    store: Pick<ObjectStore, "problems">;
    signal: AbortSignal;
    patienceMs?: number;
  },
): Promise<T> {
  const { store, signal, patienceMs = PATIENCE_MS } = options;
  const deadline = performance.now() + patienceMs;
  return persist(work, {
    signal,
    isTransient: async (error) =>
      isAppError(error, "unavailable") &&
      (performance.now() < deadline || (await isAway(store))),
    onFailure: () => undefined,
  });
}

async function isAway(store: Pick<ObjectStore, "problems">): Promise<boolean> {
  const problems = await store.problems();
  return problems.some(({ code }) => code === "store_unavailable");
}
