import { useEffect, useSyncExternalStore } from "react";
import { endSession, queryClient } from "../query-client.ts";
import { useIsLoggedIn } from "../shared-queries.ts";
import { startLiveChannel } from "./live-channel.ts";
import type { LiveState } from "./live-stream.ts";
import { tellLogReaders } from "./log-growth.ts";
import { createCachePatcher } from "./patch-caches.ts";

let state: LiveState = "connecting";
const stateListeners = new Set<() => void>();

/** Keeps the query cache up to date for as long as somebody is logged in. Used once, by the shell. */
export function useLiveUpdates(): void {
  const isLoggedIn = useIsLoggedIn();
  useEffect(() => {
    if (!isLoggedIn) return;
    const end = new AbortController();
    const patch = createCachePatcher(queryClient);
    startLiveChannel(
      {
        onEvent(event) {
          patch(event);
          tellLogReaders(event);
        },
        onState(next) {
          state = next;
          for (const listener of stateListeners) listener();
        },
        onExpired: endSession,
      },
      end.signal,
    );
    return () => end.abort();
  }, [isLoggedIn]);
}

/** How fresh the page is: `live`, or why not. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(subscribe, () => state);
}

function subscribe(listener: () => void): () => void {
  stateListeners.add(listener);
  return () => void stateListeners.delete(listener);
}
