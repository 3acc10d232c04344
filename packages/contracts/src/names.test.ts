import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { keyProblem } from "./key-rules.ts";
import { BucketName, FunctionName, KeyPrefix } from "./names.ts";

function problemOf(schema: z.ZodType, text: string): string | undefined {
  return schema.safeParse(text).error?.issues[0]?.message;
}

describe("the name of a function", () => {
  test.each(["f", "0", "a-b-9", "x".repeat(40)])("may be %j", (name) => {
    expect(problemOf(FunctionName, name)).toBeUndefined();
  });

  test.each([
    ["", "Function name is required"],
    ["Frames", "lower-case"],
    ["my_function", "hyphens"],
    ["-leading", "begin and end with a letter or a digit"],
    ["trailing-", "begin and end with a letter or a digit"],
    ["with space", "lower-case"],
    ["two.parts", "hyphens"],
    ["line\nbreak", "hyphens"],
    ["añadir", "lower-case"],
    ["__proto__", "hyphens"],
    ["x".repeat(41), "at most 40"],
  ])("cannot be %j", (name, words) => {
    expect(problemOf(FunctionName, name)).toContain(words);
  });
});

describe("the name of a bucket", () => {
  test.each(["abc", "1a2", "a.b", "a-b", "x".repeat(63)])(
    "may be %j",
    (name) => {
      expect(problemOf(BucketName, name)).toBeUndefined();
    },
  );

  test.each([
    ["ab", "at least 3"],
    ["x".repeat(64), "at most 63"],
    ["Upper", "lower-case"],
    ["under_score", "lower-case"],
    ["-abc", "begin and end"],
    ["abc.", "begin and end"],
    ["..abc", "begin and end"],
    ["a..b", "Two dots"],
    ["a.-b", "a dot beside a hyphen"],
    ["10.0.0.1", "addresses"],
    ["xn--abc", "not allowed"],
    ["a/b", "lower-case"],
    ["abc\n", "begin and end"],
  ])("cannot be %j", (name, words) => {
    expect(problemOf(BucketName, name)).toContain(words);
  });
});

describe("a key", () => {
  test.each([
    ["", "is needed"],
    ["/abs", "begin or end with a slash"],
    ["folder/", "begin or end with a slash"],
    ["a//b", "empty part"],
    ["a\\\\b", "empty part"],
    ["../x", 'a part that is ".."'],
    ["..\\x", 'a part that is ".."'],
    ["a/./b", 'a part that is "."'],
    ["nul\0byte", "NUL"],
    ["\ud800", "Unicode"],
    ["é".repeat(128), "at most 255 bytes"],
    [`${"segment/".repeat(128)}x`, "at most 1024 bytes"],
  ])("that is %j is refused with the reason", (key, words) => {
    expect(keyProblem(key)).toContain(words);
  });

  test.each([
    "\u00e9",
    "e\u0301",
    "😀.jpg",
    "line\nbreak",
    "%2F",
    "...",
    `${"segment/".repeat(127)}12345678`,
  ])("may be %j", (key) => expect(keyProblem(key)).toBeUndefined());
});

describe("a prefix", () => {
  test.each(["", "day1/", "frame-", "a/b"])("may be %j", (prefix) => {
    expect(problemOf(KeyPrefix, prefix)).toBeUndefined();
  });

  test.each(["/", "/day1", "a//", "../", "a\0"])("cannot be %j", (prefix) => {
    expect(problemOf(KeyPrefix, prefix)).toContain("the beginning of a name");
  });
});
