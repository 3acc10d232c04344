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
