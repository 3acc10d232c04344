import type { LiveEvent } from "@oscar/contracts";
import { type LiveSink, type LiveState, runLiveStream } from "./live-stream.ts";

const NAME = "oscar-live";

type Message =
  | { kind: "event"; event: LiveEvent; id: string | undefined }
  | { kind: "state"; state: LiveState }
  | { kind: "expired" }
  | { kind: "ask" };

/**
 * One event stream for all tabs of a browser: with one per tab the sixth would hang on
 * HTTP/1.1. The tab that holds the lock reads the stream and hands everything on; when
 * it closes, the next one takes over after the last event that was handed on.
 */
export function startLiveChannel(sink: LiveSink, signal: AbortSignal): void {
  const channel = new BroadcastChannel(NAME);
  let state: LiveState = "connecting";
  let isLeader = false;
  let lastEventId: string | undefined;

  const show = (message: Message) => {
    if (message.kind === "event") {
      lastEventId = message.id ?? lastEventId;
      sink.onEvent(message.event, message.id);
    }
    if (message.kind === "state") {
      state = message.state;
      sink.onState(message.state);
    }
    if (message.kind === "expired") sink.onExpired();
  };
  const tell = (message: Message) => {
    show(message);
    channel.postMessage(message);
  };
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind !== "ask") return show(data);
    if (isLeader) channel.postMessage({ kind: "state", state });
  };
  signal.addEventListener("abort", () => channel.close());
  channel.postMessage({ kind: "ask" });

  const lead = () => {
    isLeader = true;
    return runLiveStream(
      {
        onEvent: (event, id) => tell({ kind: "event", event, id }),
        onState: (next) => tell({ kind: "state", state: next }),
        onExpired: () => tell({ kind: "expired" }),
      },
      { signal, lastEventId },
    );
  };
  void holdLock(lead, signal);
}

/** Locks exist only on https and localhost; elsewhere every tab reads a stream of its own. */
async function holdLock(
  lead: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  if (!("locks" in navigator)) return lead();
  try {
    await navigator.locks.request(NAME, { signal }, lead);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
