import { useSyncExternalStore } from "react";

const clocks = new Map<number, ReturnType<typeof createClock>>();

/** The time, renewed every `everyMs`; one timer for all that ask for the same beat. */
export function useNow(everyMs: number): number {
  let clock = clocks.get(everyMs);
  if (!clock) {
    clock = createClock(everyMs);
    clocks.set(everyMs, clock);
  }
  return useSyncExternalStore(clock.subscribe, clock.now);
}

function createClock(everyMs: number) {
  const listeners = new Set<() => void>();
  let nowMs = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  function tick() {
    nowMs = Date.now();
    for (const listener of listeners) listener();
  }
  return {
    now: () => nowMs,
    subscribe(listener: () => void) {
      if (listeners.size === 0) {
        nowMs = Date.now();
        timer = setInterval(tick, everyMs);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
  };
}
