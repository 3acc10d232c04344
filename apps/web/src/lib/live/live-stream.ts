import { isAppError, type LiveEvent } from "@oscar/contracts";
import { openEventStream } from "./event-stream.ts";

export type LiveState = "connecting" | "live" | "offline";

export interface LiveSink {
  onEvent: (event: LiveEvent, id: string | undefined) => void;
  onState: (state: LiveState) => void;
  /** The server does not know the session any more. */
  onExpired: () => void;
}

const URL = "/api/events";
const MAX_WAIT_MS = 10_000;

/**
 * Keeps one event stream open, for as long as the signal lets it: reconnects with growing
 * pauses, resumes after the last event seen, and says `reset` where events may have been missed.
 */
export async function runLiveStream(
  sink: LiveSink,
  options: { signal: AbortSignal; lastEventId: string | undefined },
): Promise<void> {
  const { signal } = options;
  let lastEventId = options.lastEventId;
  let failures = 0;
  while (!signal.aborted) {
    sink.onState(failures === 0 ? "connecting" : "offline");
    const onOpen = () => {
      failures = 0;
      sink.onState("live");
      if (lastEventId === undefined) sink.onEvent({ type: "reset" }, undefined);
    };
    try {
      const events = openEventStream(URL, { signal, lastEventId, onOpen });
      for await (const { id, data } of events) {
        lastEventId = id ?? lastEventId;
        const event = parseLiveEvent(data);
        if (event) sink.onEvent(event, lastEventId);
      }
    } catch (error) {
      if (isAppError(error, "unauthenticated")) return sink.onExpired();
    }
    if (signal.aborted) return;
    failures++;
    sink.onState("offline");
    await pause(Math.min(500 * 2 ** failures, MAX_WAIT_MS), signal);
  }
}

function parseLiveEvent(data: string): LiveEvent | undefined {
  try {
    return JSON.parse(data) as LiveEvent;
  } catch {
    return undefined;
  }
}

/** Waits, but no longer than until the network is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const waiting = new AbortController();
    const end = () => {
      waiting.abort();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener("online", end, { signal: waiting.signal });
    signal.addEventListener("abort", end, { signal: waiting.signal });
  });
}
