import type { LiveEvent } from "@oscar/contracts";
import { describe, expect, test } from "vitest";
import { IDLE_MS } from "../sessions/sessions.ts";
import { type Frame, framesOf } from "../testing/event-frames.ts";
import {
  startTestServer,
  TEST_USER,
  type TestServer,
} from "../testing/start-test-server.ts";

const LIMIT = { signal: AbortSignal.timeout(15_000) };

/** A frame with the event that it carries. */
function withEvent(frame: Frame): Frame & { event?: LiveEvent } {
  const { data } = frame;
  return data === undefined
    ? frame
    : { ...frame, event: JSON.parse(data) as LiveEvent };
}

async function open(server: TestServer, headers: Record<string, string> = {}) {
  const response = await server.fetch("/api/events", { headers, ...LIMIT });
  expect(response.headers.get("Content-Type")).toContain("text/event-stream");
  const frames = framesOf(response);
  /** The next frame that is an event, or a place. */
  async function next(): Promise<{ id?: string; event?: LiveEvent }> {
    for (;;) {
      const { value, done } = await frames.next();
      if (done) return {};
      if (value.id) return withEvent(value);
    }
  }
  return { next, close: () => frames.return(undefined), frames };
}

/** Waits for the end of a stream. */
async function ended(frames: AsyncIterable<Frame>): Promise<boolean> {
  for await (const _ of frames);
  return true;
}

async function logIn(server: TestServer): Promise<string> {
  const response = await fetch(`${server.url}/api/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: server.url },
    body: JSON.stringify(TEST_USER),
  });
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

const bucket = (name: string): LiveEvent => ({ type: "bucket", bucket: name });

describe("the event stream", () => {
  test("resumes after a cut, without loss or doubles", async () => {
    await using server = await startTestServer();
    const first = await open(server);
    const start = await first.next();
    expect(start.event).toBeUndefined();
    server.feed.publish(bucket("one"));
    const one = await first.next();
    expect(one.event).toEqual(bucket("one"));
    await first.close();
    server.feed.publish(bucket("two"));
    server.feed.flush();
    server.feed.publish(bucket("three"));
    const second = await open(server, { "Last-Event-ID": one.id ?? "" });
    expect((await second.next()).event).toEqual(bucket("two"));
    expect((await second.next()).event).toEqual(bucket("three"));
    await second.close();
    const again = await open(server, { "Last-Event-ID": start.id ?? "" });
    expect((await again.next()).event).toEqual(bucket("one"));
    await again.close();
  });

  test("after a restart tells the browser to fetch anew", async () => {
    await using server = await startTestServer();
    const stream = await open(server, { "Last-Event-ID": "earlier.12" });
    expect((await stream.next()).event).toEqual({ type: "reset" });
    await stream.close();
  });

  test("beats while nothing happens", async () => {
    await using server = await startTestServer({ heartbeatMs: 10 });
    const { frames, close } = await open(server);
    let beats = 0;
    const startedAt = performance.now();
    for await (const { isHeartbeat } of frames) {
      if (isHeartbeat && ++beats === 3) break;
    }
    expect(beats).toBe(3);
    expect(performance.now() - startedAt).toBeGreaterThan(15);
    await close();
  });

  test("ends with the logout", async () => {
    await using server = await startTestServer({ heartbeatMs: 10 });
    const Cookie = await logIn(server);
    const response = await fetch(`${server.url}/api/events`, {
      headers: { Cookie },
      ...LIMIT,
    });
    await fetch(`${server.url}/api/session`, {
      method: "DELETE",
      headers: { Cookie, Origin: server.url },
    });
    expect(await ended(framesOf(response))).toBe(true);
  });

  test("ends with the session, which it does not prolong", async () => {
    let now = Date.now();
    await using server = await startTestServer({
      heartbeatMs: 10,
      now: () => now,
    });
    const Cookie = await logIn(server);
    const response = await fetch(`${server.url}/api/events`, {
      headers: { Cookie },
      ...LIMIT,
    });
    now += IDLE_MS;
    expect(await ended(framesOf(response))).toBe(true);
  });

  test("ends when the server stops", async () => {
    await using server = await startTestServer();
    const { frames } = await open(server);
    server.stop();
    expect(await ended(frames)).toBe(true);
  });

  test("a session that is over ends a busy stream too", async () => {
    await using server = await startTestServer({ heartbeatMs: 20 });
    const Cookie = await logIn(server);
    const response = await fetch(`${server.url}/api/events`, {
      headers: { Cookie },
      ...LIMIT,
    });
    let count = 0;
    const timer = setInterval(
      () => server.feed.publish(bucket(`b-${count++}`)),
      2,
    );
    await server.sessions.endAll();
    expect(await ended(framesOf(response))).toBe(true);
    clearInterval(timer);
  });
});
