import { expect, test } from "vitest";
import type { FunctionInput } from "@oscar/contracts";
import { watchesOf } from "./watches.ts";

const NOW = 2_000_000;
const EARLIER = 1_000_000;

function watches(inputs: FunctionInput[], known: FunctionInput[] = []) {
  const definition = { name: "f", image: "a", script: "true" };
  const before = watchesOf({ ...definition, inputs: known }, [], EARLIER);
  return watchesOf(
    { ...definition, inputs },
    known.length > 0 ? before : [],
    NOW,
  );
}

test("a function without inputs watches NAME-in from now on", () => {
  expect(watchesOf({ name: "f", image: "a", script: "true" }, [], NOW)).toEqual(
    [{ bucket: "f-in", prefix: "", suffix: "", watched_since: NOW }],
  );
});

test("an input that stays keeps its date", () => {
  expect(watches([{ bucket: "b-in" }], [{ bucket: "b-in" }])).toEqual([
    { bucket: "b-in", prefix: "", suffix: "", watched_since: EARLIER },
  ]);
});

test("narrowing an input forgets no object", () => {
  expect(
    watches(
      [{ bucket: "b-in", prefix: "day1/", suffixes: [".mp4"] }],
      [{ bucket: "b-in" }],
    ),
  ).toMatchObject([{ watched_since: EARLIER }]);
});

test("widening an input does not run what had been left alone", () => {
  expect(
    watches(
      [{ bucket: "b-in", suffixes: [".mp4", ".mov"] }],
      [{ bucket: "b-in", suffixes: [".mp4"] }],
    ),
  ).toMatchObject([
    { suffix: ".mp4", watched_since: EARLIER },
    { suffix: ".mov", watched_since: NOW },
  ]);
});
