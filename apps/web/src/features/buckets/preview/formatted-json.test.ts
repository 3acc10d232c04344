import { expect, test } from "vitest";
import { formattedJson } from "./formatted-json.ts";

test("a document gets a line for each part", () => {
  expect(formattedJson(' {"a":[1,-2.5],"b 3":"x\\n4"}')).toBe(
    '{\n  "a": [\n    1,\n    -2.5\n  ],\n  "b 3": "x\\n4"\n}',
  );
});

test.each([
  ["what is no JSON", "{not json"],
  ["a sentence", "hello"],
  ["a number alone", "12"],
  ["lines of JSON", '{"a":1}\n{"a":2}'],
  ["a number that JavaScript rounds", '{"id":12345678901234567890}'],
  ["a number whose digits would be lost", '{"price":1.50}'],
])("%s is left as it is", (_what, text) => {
  expect(formattedJson(text)).toBeUndefined();
});
