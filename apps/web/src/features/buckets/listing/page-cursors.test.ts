import { expect, test } from "vitest";
import { PageCursors } from "./page-cursors.ts";

/** A listing of numbers, whose cursor is the last number shown. */
function testListing(count: number) {
  const limits: number[] = [];
  async function fetchPage(after: string | undefined, limit: number) {
    limits.push(limit);
    const from = after === undefined ? 0 : Number(after) + 1;
    const to = Math.min(count, from + limit);
    const objects = Array.from(
      { length: to - from },
      (_, index) => from + index,
    );
    return { objects, prefixes: [], next: to < count ? String(to - 1) : null };
  }
  return { fetchPage, limits };
}

test("the first page needs no cursor", async () => {
  const { fetchPage, limits } = testListing(100);
  expect(await new PageCursors().find(0, fetchPage)).toBeUndefined();
  expect(limits).toEqual([]);
});

test("a page opened by its address is walked to in large steps", async () => {
  const { fetchPage, limits } = testListing(5000);
  expect(await new PageCursors().find(2525, fetchPage)).toBe("2524");
  expect(limits).toEqual([1000, 1000, 525]);
});

test("the page after one that is shown is not walked to", async () => {
  const { fetchPage, limits } = testListing(5000);
  const cursors = new PageCursors();
  cursors.set(25, "24");
  expect(await cursors.find(25, fetchPage)).toBe("24");
  expect(await cursors.find(50, fetchPage)).toBe("49");
  expect(limits).toEqual([25]);
});

test("a page beyond the end is known to be none", async () => {
  const { fetchPage } = testListing(100);
  expect(await new PageCursors().find(200, fetchPage)).toBeNull();
  expect(await new PageCursors().find(100, fetchPage)).toBeNull();
});
