/** A browser has six connections to a server; the page needs some of them itself. */
export const TRANSFERS_AT_ONCE = 3;

const NAMES = Array.from(
  { length: TRANSFERS_AT_ONCE },
  (_, index) => `oscar-transfer-${index}`,
);

/**
 * Does `work` while it holds one of the few slots that all tabs of this browser share; a tab
 * that closes or crashes gives its slots back. Locks exist only on https and localhost:
 * elsewhere each tab is on its own.
 */
export async function withTransferSlot<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  if (!("locks" in navigator)) return work();
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const decided = new AbortController();
  const waiting = AbortSignal.any([signal, decided.signal]);
  const take = async () => {
    // Two may become free at the same moment.
    if (decided.signal.aborted) return;
    decided.abort();
    await work().then(resolve, reject);
  };
  for (const name of NAMES)
    navigator.locks
      .request(name, { signal: waiting }, take)
      .catch((error: unknown) => {
        if (!decided.signal.aborted) reject(error);
      });
  return promise;
}
