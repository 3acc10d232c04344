import type { ObjectSummary } from "@oscar/contracts";
import { expect, test } from "vitest";
import { arrivals } from "./resolve-selection.ts";
import {
  arrivedSince,
  countOf,
  isPicked,
  NOTHING,
  onlyFolder,
  onlyObject,
  type Picked,
  pickKnown,
  selectionOf,
  withRows,
} from "./selection.ts";

function object(key: string, second = 0): ObjectSummary {
  const modifiedAt = new Date(second * 1000).toISOString();
  return { key, size: 10, etag: "e", modifiedAt };
}

const FLAT = { folder: undefined, search: "" };

const all: Picked = {
  kind: "all",
  prefix: "",
  search: "",
  total: 136,
  newestAt: object("newest", 60).modifiedAt,
  except: new Set(),
};

test("objects are ticked and unticked one by one and together", () => {
  const two = withRows(NOTHING, [object("a"), object("b")], true);
  expect(selectionOf(two)).toEqual({ keys: ["a", "b"] });
  expect(countOf(two)).toBe(2);
  const one = withRows(two, [object("a")], false);
  expect([isPicked(one, object("a")), isPicked(one, object("b"))]).toEqual([
    false,
    true,
  ]);
  expect(withRows(one, [object("b")], false)).toBe(NOTHING);
});

test("a selection of known objects is frozen: what arrives is not in it, but counted", () => {
  const picked = pickKnown([object("a"), object("b")], FLAT);
  expect(isPicked(picked, object("c"))).toBe(false);
  expect(arrivedSince(picked, { ...FLAT, total: 6 })).toBe(4);
  expect(selectionOf(picked)).toEqual({ keys: ["a", "b"] });
});

test("what was ticked one by one knows of no arrivals", () => {
  const picked = withRows(NOTHING, [object("a")], true);
  expect(arrivedSince(picked, { ...FLAT, total: 60 })).toBe(0);
});

test("a selection by rule is frozen, too: younger objects are not ticked", () => {
  expect(isPicked(all, object("a", 60))).toBe(true);
  expect(isPicked(all, object("b", 61))).toBe(false);
  expect(arrivedSince(all, { ...FLAT, total: 140 })).toBe(4);
  const newest = [object("n2", 70), object("n1", 61), object("old", 60)];
  const news = arrivals(newest, all.newestAt);
  expect(selectionOf(all, news)).toEqual({ all: true, except: ["n2", "n1"] });
});

test("arrivals under another search are not told", () => {
  expect(arrivedSince(all, { ...FLAT, search: "x", total: 500 })).toBe(0);
  expect(arrivedSince(all, { ...FLAT, total: -1 })).toBe(0);
});

test("a rule takes away what is unticked, and takes it back", () => {
  const less = withRows(all, [object("a"), object("b")], false);
  expect(countOf(less)).toBe(134);
  expect(selectionOf(less)).toEqual({ all: true, except: ["a", "b"] });
  expect(countOf(withRows(less, [object("a")], true))).toBe(135);
});

test("a rule for a search means only what matches, as the server compares", () => {
  const picked: Picked = { ...all, search: "FRÄME" };
  expect(isPicked(picked, object("day1/fra\u0308me-1.jpg"))).toBe(true);
  expect(isPicked(picked, object("day1/other.jpg"))).toBe(false);
  expect(selectionOf(picked)).toEqual({ all: true, search: "FRÄME" });
});

test("a rule of which everything is unticked is no selection", () => {
  const two: Picked = { ...all, total: 2 };
  const none = withRows(two, [object("a"), object("b")], false);
  expect(none).toBe(NOTHING);
});

const folder = (key: string) => ({ key, isFolder: true }) as const;

test("a folder is ticked beside objects, and counts as one", () => {
  const two = withRows(NOTHING, [folder("day1/"), object("a")], true);
  expect(countOf(two)).toBe(2);
  expect(isPicked(two, folder("day1/"))).toBe(true);
  expect(selectionOf(two)).toEqual({ keys: ["a"], prefixes: ["day1/"] });
  expect([onlyObject(two), onlyFolder(two)]).toEqual([undefined, undefined]);
  const one = withRows(two, [object("a")], false);
  expect(selectionOf(one)).toEqual({ prefixes: ["day1/"] });
  expect(onlyFolder(one)).toBe("day1/");
  expect(onlyObject(one)).toBeUndefined();
});

test("rows of a folder that were ticked at once know what arrives in it, and not elsewhere", () => {
  const shown = { folder: "day1/", search: "" };
  const picked = pickKnown([folder("day1/x/"), object("day1/a")], shown);
  expect(arrivedSince(picked, { ...shown, total: 5 })).toBe(3);
  expect(arrivedSince(picked, { ...FLAT, total: 5 })).toBe(0);
});

test("a rule for a folder means all that is below it", () => {
  const below: Picked = { ...all, prefix: "day1/" };
  expect(isPicked(below, object("day1/x/a"))).toBe(true);
  expect(isPicked(below, folder("day1/x/"))).toBe(true);
  expect(isPicked(below, object("day2/a"))).toBe(false);
  expect(selectionOf(below)).toEqual({ prefixes: ["day1/"] });
  expect(arrivedSince(below, { folder: "day1/", search: "", total: 140 })).toBe(
    0,
  );
  const found: Picked = { ...below, search: "x" };
  expect(selectionOf(found)).toEqual({ prefixes: ["day1/"], search: "x" });
  expect(
    arrivedSince(found, { folder: "day1/", search: "x", total: 140 }),
  ).toBe(4);
});
