import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createCoalescer } from "./coalesce.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("acts at once, then once more for all that came meanwhile", () => {
  const acted: string[] = [];
  const coalesce = createCoalescer((name) => acted.push(name), 1000);
  coalesce("a");
  coalesce("a");
  coalesce("a");
  coalesce("b");
  expect(acted).toEqual(["a", "b"]);
  vi.advanceTimersByTime(1000);
  expect(acted).toEqual(["a", "b", "a"]);
  vi.advanceTimersByTime(5000);
  expect(acted).toEqual(["a", "b", "a"]);
});

it("lets an act that takes long end, and rests in proportion before the next", async () => {
  let acted = 0;
  const coalesce = createCoalescer(() => {
    acted++;
    return new Promise((resolve) => setTimeout(resolve, 5000));
  }, 1000);
  coalesce("a");
  coalesce("a");
  await vi.advanceTimersByTimeAsync(4999);
  expect(acted).toBe(1);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(acted).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(acted).toBe(2);
});

it("goes on after an act that failed", async () => {
  let acted = 0;
  const coalesce = createCoalescer(() => {
    acted++;
    return Promise.reject(new Error("gone"));
  }, 1000);
  coalesce("a");
  coalesce("a");
  await vi.advanceTimersByTimeAsync(1000);
  expect(acted).toBe(2);
});
