import { expect, it } from "vitest";
import { createLineFinder, splitAround } from "./find-lines.ts";

it("finds lines whatever their case, and again in what has come since", () => {
  const find = createLineFinder();
  const lines = ["an Error", "fine", "ERR"];
  expect(find({ lines, dropped: 0 }, "err")).toEqual([0, 2]);
  lines.push("no", "an err");
  expect(find({ lines, dropped: 0 }, "err")).toEqual([0, 2, 4]);
  expect(find({ lines, dropped: 0 }, "fine")).toEqual([1]);
  expect(find({ lines, dropped: 0 }, "")).toEqual([]);
});

it("looks again at a last line that was not whole", () => {
  const find = createLineFinder();
  expect(find({ lines: ["half an er"], dropped: 0 }, "error")).toEqual([]);
  const whole = { lines: ["half an error", "more"], dropped: 0 };
  expect(find(whole, "error")).toEqual([0]);
});

it("forgets lines that were let go", () => {
  const find = createLineFinder();
  expect(find({ lines: ["x", "x", "x"], dropped: 0 }, "x")).toEqual([0, 1, 2]);
  expect(find({ lines: ["x", "x"], dropped: 2 }, "x")).toEqual([2, 3]);
});

it("begins anew with another log", () => {
  const find = createLineFinder();
  expect(find({ lines: ["x", "x"], dropped: 0 }, "x")).toEqual([0, 1]);
  expect(find({ lines: ["x"], dropped: 0 }, "x")).toEqual([0]);
});

it.each([
  ["an Error, an error", "error", ["an ", "Error", ", an ", "error", ""]],
  ["none", "error", ["none"]],
  ["aaa", "aa", ["", "aa", "a"]],
  ["text", "", ["text"]],
])("splits %j around %j", (text, needle, pieces) => {
  expect(splitAround(text, needle)).toEqual(pieces);
});
