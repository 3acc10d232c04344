import type { LiveEvent } from "@oscar/contracts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LogGrowth } from "./log-growth.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Logs of which a test says how long they are. */
function growingLogs() {
  const sizes = new Map<string, number>();
  const asked: string[] = [];
  const told: LiveEvent[] = [];
  const growth = new LogGrowth({
    logs: {
      size: ({ jobId }) => {
        asked.push(jobId);
        return Promise.resolve(sizes.get(jobId) ?? 0);
      },
    },
    live: { publish: (event) => told.push(event) },
    onFailure: (error) => {
      throw error;
    },
  });
  const grow = (jobId: string, bytes: number) => sizes.set(jobId, bytes);
  return { growth, grow, asked, told };
}

const log = { jobId: "a", attempt: 1 };

test("the growth of a log that is read is told four times a second at most", async () => {
  const { growth, grow, told } = growingLogs();
  growth.watch(log, 0);
  for (let ms = 0; ms < 1000; ms += 10) {
    grow("a", ms);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(told.length).toBe(4);
  expect(told.at(-1)).toEqual({ type: "log", ...log, bytes: 990 });
});

test("a log that does not grow is not told of", async () => {
  const { growth, grow, told } = growingLogs();
  grow("a", 7);
  growth.watch(log, 7);
  await vi.advanceTimersByTimeAsync(5000);
  expect(told).toEqual([]);
});

test("half a minute after it was last read nobody looks at it any more", async () => {
  const { growth, grow, asked, told } = growingLogs();
  growth.watch(log, 0);
  await vi.advanceTimersByTimeAsync(29_000);
  growth.watch(log, 0);
  await vi.advanceTimersByTimeAsync(29_000);
  grow("a", 1);
  await vi.advanceTimersByTimeAsync(250);
  expect(told).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2000);
  asked.length = 0;
  grow("a", 2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test("beyond sixty-four logs the one that was read longest ago is forgotten", async () => {
  const { growth, asked } = growingLogs();
  for (let index = 0; index < 64; index++)
    growth.watch({ jobId: `job-${index}`, attempt: 1 }, 0);
  growth.watch({ jobId: "job-0", attempt: 1 }, 0);
  growth.watch({ jobId: "one more", attempt: 1 }, 0);
  await vi.advanceTimersByTimeAsync(250);
  expect(asked).toHaveLength(64);
  expect(asked).toContain("job-0");
  expect(asked).not.toContain("job-1");
});

test("who waits for more is called when there is some, at the time limit, or by the signal", async () => {
  vi.useRealTimers();
  const { growth, grow, asked } = growingLogs();
  using _ = growth;
  const end = new AbortController();
  const wait = (bytes: number, timeoutMs: number) =>
    growth.beyond(log, bytes, { timeoutMs, signal: end.signal });
  grow("a", 6);
  const grown = wait(6, 60_000).then(() => "grown");
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0));
  expect(await Promise.race([grown, wait(6, 1).then(() => "time")])).toBe(
    "time",
  );
  grow("a", 7);
  expect(await grown).toBe("grown");
  const ended = wait(7, 60_000);
  end.abort();
  await ended;
});
