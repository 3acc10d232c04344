import type { ObjectSummary } from "@oscar/contracts";
import { expect, test } from "vitest";
import { arrivals } from "./resolve-selection.ts";
import {
  arrivedSince,
  bytesOf,
  countOf,
  isPicked,
  NOTHING,
  type Picked,
  pickKnown,
  selectionOf,
  withObjects,
} from "./selection.ts";

function object(key: string, second = 0): ObjectSummary {
  const modifiedAt = new Date(second * 1000).toISOString();
  return { key, size: 10, etag: "e", modifiedAt };
}

const all: Picked = {
  kind: "all",
  search: "",
  total: 136,
  newestAt: object("newest", 60).modifiedAt,
  except: new Set(),
};

test("objects are ticked and unticked one by one and together", () => {
  const two = withObjects(NOTHING, [object("a"), object("b")], true);
  expect(selectionOf(two)).toEqual({ keys: ["a", "b"] });
  expect([countOf(two), bytesOf(two)]).toEqual([2, 20]);
  const one = withObjects(two, [object("a")], false);
  expect([isPicked(one, object("a")), isPicked(one, object("b"))]).toEqual([
    false,
    true,
  ]);
  expect(withObjects(one, [object("b")], false)).toBe(NOTHING);
});

test("a selection of known objects is frozen: what arrives is not in it, but counted", () => {
  const picked = pickKnown([object("a"), object("b")], "");
  expect(isPicked(picked, object("c"))).toBe(false);
  expect(arrivedSince(picked, { search: "", total: 6 })).toBe(4);
  expect(selectionOf(picked)).toEqual({ keys: ["a", "b"] });
});

test("what was ticked one by one knows of no arrivals", () => {
  const picked = withObjects(NOTHING, [object("a")], true);
  expect(arrivedSince(picked, { search: "", total: 60 })).toBe(0);
});

test("a selection by rule is frozen, too: younger objects are not ticked", () => {
  expect(isPicked(all, object("a", 60))).toBe(true);
  expect(isPicked(all, object("b", 61))).toBe(false);
  expect(arrivedSince(all, { search: "", total: 140 })).toBe(4);
  const newest = [object("n2", 70), object("n1", 61), object("old", 60)];
  const news = arrivals(newest, all.newestAt);
  expect(selectionOf(all, news)).toEqual({ all: true, except: ["n2", "n1"] });
});

test("arrivals under another search are not told", () => {
  expect(arrivedSince(all, { search: "x", total: 500 })).toBe(0);
  expect(arrivedSince(all, { search: "", total: -1 })).toBe(0);
});

test("a rule takes away what is unticked, and takes it back", () => {
  const less = withObjects(all, [object("a"), object("b")], false);
  expect(countOf(less)).toBe(134);
  expect(selectionOf(less)).toEqual({ all: true, except: ["a", "b"] });
  expect(countOf(withObjects(less, [object("a")], true))).toBe(135);
});

test("a rule for a search means only what matches, as the server compares", () => {
  const picked: Picked = { ...all, search: "FRÄME" };
  expect(isPicked(picked, object("day1/fra\u0308me-1.jpg"))).toBe(true);
  expect(isPicked(picked, object("day1/other.jpg"))).toBe(false);
  expect(selectionOf(picked)).toEqual({ all: true, search: "FRÄME" });
});

test("a rule of which everything is unticked is no selection", () => {
  const two: Picked = { ...all, total: 2 };
  const none = withObjects(two, [object("a"), object("b")], false);
  expect(none).toBe(NOTHING);
});
