import type { Job, LiveEvent } from "@oscar/contracts";
import { describe, expect, test } from "vitest";
import { type LiveEntry, LiveFeed } from "./live-feed.ts";

function jobEvent(id: string, options: Partial<Job> = {}): LiveEvent {
  const job: Job = {
    id,
    function: "frames",
    generation: 1,
    input: { bucket: "in", key: id, etag: "e", size: 1 },
    state: "queued",
    attempt: 0,
    createdAt: new Date(0).toISOString(),
    outputs: [],
    ...options,
  };
  return { type: "job", job };
}

const bucket = (name: string): LiveEvent => ({ type: "bucket", bucket: name });

/** So many entries of a subscription, after which there are no others. */
async function read(
  feed: LiveFeed,
  count: number,
  lastEventId?: string,
): Promise<LiveEntry[]> {
  const stop = new AbortController();
  const entries = feed.subscribe(lastEventId, { signal: stop.signal });
  const found: LiveEntry[] = [];
  while (found.length < count) {
    found.push((await entries.next()).value as LiveEntry);
  }
  const last = bucket("the last");
  feed.publish(last);
  feed.flush();
  expect((await entries.next()).value).toMatchObject({ event: last });
  stop.abort();
  return found;
}

/** Where a feed is. */
async function placeOf(feed: LiveFeed): Promise<string> {
  const entries = feed.subscribe(undefined, {
    signal: new AbortController().signal,
  });
  const entry = (await entries.next()).value as LiveEntry;
  await entries.return();
  return entry.id;
}

const events = (entries: LiveEntry[]) => entries.map(({ event }) => event);

describe("LiveFeed", () => {
  test("who comes back gets what was missed, without loss or doubles", async () => {
    using feed = new LiveFeed();
    let last = await placeOf(feed);
    const published: LiveEvent[] = [];
    const got: LiveEntry[] = [];
    for (let round = 1; round < 6; round++) {
      for (let index = 0; index < round; index++) {
        published.push(bucket(`b-${round}-${index}`));
        feed.publish(bucket(`b-${round}-${index}`));
      }
      feed.flush();
      const missed = await read(feed, round, last);
      got.push(...missed);
      last = await placeOf(feed);
    }
    expect(events(got)).toEqual(published);
    expect(new Set(got.map(({ id }) => id)).size).toBe(got.length);
  });

  test("a new subscriber is told its place, and nothing old", async () => {
    using feed = new LiveFeed();
    feed.publish(bucket("old"));
    feed.flush();
    const [first] = await read(feed, 1);
    expect(first?.event).toBeUndefined();
    expect(first?.id).toMatch(/\.1$/);
  });

  test.each(["nonsense", "otherProcess.1", ".", ""])(
    "the id %j of nobody gets a reset",
    async (id) => {
      using feed = new LiveFeed();
      feed.publish(bucket("earlier"));
      feed.flush();
      expect(events(await read(feed, 1, id))).toEqual([{ type: "reset" }]);
    },
  );

  test("who was away too long gets a reset, and then what is new", async () => {
    using feed = new LiveFeed({ capacity: 3 });
    const start = await placeOf(feed);
    for (let index = 0; index < 10; index++) {
      feed.publish(bucket(`b-${index}`));
      feed.flush();
    }
    expect(events(await read(feed, 1, start))).toEqual([{ type: "reset" }]);
  });

  test("a subscriber that reads too slowly is reset, and costs no memory", async () => {
    using feed = new LiveFeed({ capacity: 3 });
    const stop = new AbortController();
    const entries = feed.subscribe(undefined, { signal: stop.signal });
    await entries.next();
    for (let index = 0; index < 10; index++) {
      feed.publish(bucket(`b-${index}`));
      feed.flush();
    }
    const next = await entries.next();
    expect(next.value).toMatchObject({ event: { type: "reset" } });
    feed.publish(bucket("later"));
    feed.flush();
    expect((await entries.next()).value).toMatchObject({
      event: bucket("later"),
    });
    stop.abort();
    expect((await entries.next()).done).toBe(true);
  });

  test("of each subject only the latest is told", async () => {
    using feed = new LiveFeed();
    const start = await placeOf(feed);
    feed.publish(jobEvent("a"));
    feed.publish(jobEvent("b"));
    feed.publish(jobEvent("a", { state: "running" }));
    feed.publish({ type: "buckets" });
    feed.publish({ type: "buckets" });
    feed.flush();
    expect(events(await read(feed, 3, start))).toEqual([
      jobEvent("b"),
      jobEvent("a", { state: "running" }),
      { type: "buckets" },
    ]);
  });

  test("of a crowd of jobs only its function is told", async () => {
    using feed = new LiveFeed();
    const start = await placeOf(feed);
    for (let index = 0; index < 101; index++)
      feed.publish(jobEvent(`many-${index}`));
    for (let index = 0; index < 100; index++) {
      feed.publish(jobEvent(`few-${index}`, { function: "other" }));
    }
    feed.flush();
    const got = events(await read(feed, 101, start));
    expect(got.at(-1)).toEqual({ type: "jobs", function: "frames" });
    expect(got[0]).toEqual(jobEvent("few-0", { function: "other" }));
  });

  test("news are told by themselves after a while", async () => {
    using feed = new LiveFeed({ gatherMs: 5 });
    const stop = new AbortController();
    const entries = feed.subscribe(undefined, { signal: stop.signal });
    await entries.next();
    feed.publish(bucket("frames"));
    expect((await entries.next()).value).toMatchObject({
      event: bucket("frames"),
    });
    stop.abort();
  });
});
