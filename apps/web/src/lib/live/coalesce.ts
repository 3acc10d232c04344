/** What takes long is repeated rarely: this many times as long as it took is left between. */
const REST = 3;

/**
 * Runs `act` for a name at once, and while more calls for it come in, again at most every
 * `intervalMs` after it has ended: a burst of a thousand events becomes a refetch or two, and
 * the last one is never lost. An act that takes longer than the interval is never cut short by
 * the next, and does not keep the server busy all the time.
 */
export function createCoalescer(
  act: (name: string) => unknown,
  intervalMs: number,
): (name: string) => void {
  const waiting = new Map<string, { isDirty: boolean }>();

  function run(name: string): void {
    const entry = { isDirty: false };
    waiting.set(name, entry);
    const startedMs = Date.now();
    const rest = () => {
      const tookMs = Date.now() - startedMs;
      setTimeout(
        () => {
          waiting.delete(name);
          if (entry.isDirty) run(name);
        },
        Math.max(intervalMs, REST * tookMs),
      );
    };
    const acting = act(name);
    if (acting instanceof Promise) void acting.then(rest, rest);
    else rest();
  }

  return (name) => {
    const entry = waiting.get(name);
    if (entry) entry.isDirty = true;
    else run(name);
  };
}
