import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Request, Response } from "express";
import type { LiveEntry, LiveFeed } from "./live-feed.ts";

export interface SseOptions {
  /** Ends the stream: the client left, or the server stops. */
  signal: AbortSignal;
  /** Asked at every heartbeat; the stream ends where the session has. */
  isWelcome(): Promise<boolean>;
  heartbeatMs?: number;
}

const HEARTBEAT_MS = 15_000;
/** A client that takes nothing for so many heartbeats is cut off; it comes back and resumes. */
const MISSED_HEARTBEATS = 3;

/** What an event stream is made of. */
export interface EventEntries<T> {
  /** Ends by itself, or with the signal. */
  entries(signal: AbortSignal): AsyncGenerator<T, void, void>;
  /** An entry as the text of an event. */
  frameOf(entry: T): string;
}

interface Exchange {
  request: Request;
  response: Response;
}

/** Answers with the feed as server-sent events, from `Last-Event-ID` on, until it ends. */
export function streamEvents(
  feed: LiveFeed,
  { request, response }: Exchange,
  options: SseOptions,
): Promise<void> {
  const lastEventId = request.get("Last-Event-ID");
  const entries = (signal: AbortSignal) =>
    feed.subscribe(lastEventId, { signal });
  return sendEventStream(response, { entries, frameOf }, options);
}

/** Answers with server-sent events, with heartbeats between them. */
export async function sendEventStream<T>(
  response: Response,
  source: EventEntries<T>,
  options: SseOptions,
): Promise<void> {
  const heartbeatMs = options.heartbeatMs ?? HEARTBEAT_MS;
  response.status(200);
  response.setHeader("Content-Type", "text/event-stream; charset=utf-8");
  response.setHeader("Cache-Control", "no-store, no-transform");
  // nginx would hold events back.
  response.setHeader("X-Accel-Buffering", "no");
  response.flushHeaders();
  // Node counts what still moves: only a client that reads nothing at all is timed out.
  response.setTimeout(heartbeatMs * MISSED_HEARTBEATS, () =>
    response.destroy(),
  );
  const end = new AbortController();
  const signal = AbortSignal.any([options.signal, end.signal]);
  const frames = framesOf(source, { ...options, heartbeatMs, signal });
  try {
    await pipeline(
      Readable.from(frames, { objectMode: false, highWaterMark: 16 * 1024 }),
      response,
    );
  } finally {
    end.abort();
  }
}

/** The entries as text, with a comment where nothing happens for a while. */
async function* framesOf<T>(
  source: EventEntries<T>,
  { isWelcome, heartbeatMs, signal }: Required<SseOptions>,
): AsyncGenerator<string, void, void> {
  yield "retry: 2000\n\n";
  const entries = source.entries(signal);
  let upcoming = nextOf(entries);
  let quietSince = Date.now();
  for (;;) {
    const entry = await orHeartbeat(upcoming, quietSince + heartbeatMs);
    if (entry?.done) return;
    if (entry) {
      upcoming = nextOf(entries);
      yield source.frameOf(entry.value);
    }
    if (Date.now() - quietSince < heartbeatMs) continue;
    // By the clock and not after silence: a busy feed must not outlive the session either.
    quietSince = Date.now();
    if (!(await isWelcome())) return;
    yield ":\n\n";
  }
}

/** Asked for ahead of time: a failure is thrown where it is awaited, and nowhere else. */
function nextOf<T>(entries: AsyncGenerator<T, void, void>) {
  const next = entries.next();
  next.catch(() => undefined);
  return next;
}

async function orHeartbeat<T>(
  wait: Promise<T>,
  atMs: number,
): Promise<T | undefined> {
  const beat = Promise.withResolvers<undefined>();
  const delayMs = Math.max(0, atMs - Date.now());
  const timer = setTimeout(() => beat.resolve(undefined), delayMs).unref();
  try {
    return await Promise.race([wait, beat.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function frameOf({ id, event }: LiveEntry): string {
  return event
    ? `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`
    : `id: ${id}\n\n`;
}
