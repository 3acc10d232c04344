/**
 * Runs `act` for a name at once, and while more calls for it come in, at most every
 * `intervalMs`: a burst of a thousand events becomes a refetch or two, and the last
 * one is never lost.
 */
export function createCoalescer(
  act: (name: string) => void,
  intervalMs: number,
): (name: string) => void {
  const waiting = new Map<string, { isDirty: boolean }>();

  function run(name: string): void {
    const entry = { isDirty: false };
    waiting.set(name, entry);
    act(name);
    setTimeout(() => {
      waiting.delete(name);
      if (entry.isDirty) run(name);
    }, intervalMs);
  }

  return (name) => {
    const entry = waiting.get(name);
    if (entry) entry.isDirty = true;
    else run(name);
  };
}
