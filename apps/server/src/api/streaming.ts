import type { Request } from "express";
import { principalOf } from "../http/authenticate.ts";
import type { SseOptions } from "../http/sse.ts";
import type { Sessions } from "../sessions/sessions.ts";

/** What event streams end with. */
export interface Streaming {
  sessions: Sessions;
  /** Aborted when the server begins to stop. */
  stopping: AbortSignal;
  heartbeatMs?: number;
}

/** An event stream ends when its client leaves, with its session, or when the server stops. */
export function streamOptions(
  request: Request,
  { sessions, stopping, heartbeatMs }: Streaming,
  signal: AbortSignal,
): SseOptions {
  const { sessionHash } = principalOf(request);
  return {
    signal: AbortSignal.any([signal, stopping]),
    heartbeatMs,
    isWelcome: async () =>
      sessionHash === undefined || sessions.isActive(sessionHash),
  };
}
