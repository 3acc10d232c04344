import { expect, test } from "vitest";
import { dosTimeOf, unixTimeOf } from "./zip-time.ts";

function readable({ date, time }: { date: number; time: number }): string {
  return [
    1980 + (date >> 9),
    (date >> 5) & 15,
    date & 31,
    time >> 11,
    (time >> 5) & 63,
    (time & 31) * 2,
  ].join(" ");
}

test.each([
  ["2026-03-04T05:06:07.999Z", "2026 3 4 5 6 6"],
  ["1970-01-01T00:00:00Z", "1980 1 1 0 0 0"],
  ["1979-12-31T23:59:59Z", "1980 1 1 0 0 0"],
  ["2107-12-31T23:59:59Z", "2107 12 31 23 59 58"],
  ["+012345-01-01T00:00:00Z", "2107 12 31 23 59 58"],
  ["no date", "1980 1 1 0 0 0"],
])("DOS time of %s", (text, expected) => {
  expect(readable(dosTimeOf(new Date(text)))).toBe(expected);
});

test.each([
  ["2026-03-04T05:06:07.999Z", 1772600767],
  ["1969-12-31T23:59:59.500Z", -1],
  ["2038-01-19T03:14:07Z", 2 ** 31 - 1],
  ["2038-01-19T03:14:08Z", undefined],
  ["1901-12-13T20:45:51Z", undefined],
  ["no date", undefined],
])("extended timestamp of %s", (text, expected) => {
  expect(unixTimeOf(new Date(text))).toBe(expected);
});
