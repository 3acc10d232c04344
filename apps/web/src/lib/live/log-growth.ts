import type { LiveEvent } from "@oscar/contracts";

type Listener = () => void;

const listeners = new Map<string, Set<Listener>>();

const nameOf = (jobId: string, attempt: number) => `${jobId} ${attempt}`;

/** Calls back when an attempt's log has grown, or may have. Returns what ends that. */
export function onLogGrowth(
  jobId: string,
  attempt: number,
  listener: Listener,
): () => void {
  const name = nameOf(jobId, attempt);
  const others = listeners.get(name) ?? new Set();
  listeners.set(name, others.add(listener));
  return () => {
    others.delete(listener);
    if (others.size === 0) listeners.delete(name);
  };
}

/** Hands a live event on to those who read a log. */
export function tellLogReaders(event: LiveEvent): void {
  if (event.type === "log") {
    for (const tell of listeners.get(nameOf(event.jobId, event.attempt)) ?? [])
      tell();
  }
  // Events were missed, of which any may have told of growth.
  if (event.type === "reset") {
    for (const each of listeners.values()) for (const tell of each) tell();
  }
}
