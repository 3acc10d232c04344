import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { BucketName, FunctionName, KeyPrefix, ObjectKey } from "./names.ts";
import { CpuQuantity, MemoryQuantity } from "./quantities.ts";

interface Described {
  pattern: string;
  minLength?: number;
  maxLength?: number;
}

/** Whether the API's description says that a text is taken. */
function isDescribed(schema: z.ZodType, text: string): boolean {
  const { pattern, minLength, maxLength } = z.toJSONSchema(schema, {
    io: "input",
  }) as Described;
  return (
    new RegExp(pattern, "u").test(text) &&
    text.length >= (minLength ?? 0) &&
    text.length <= (maxLength ?? Infinity)
  );
}

/** Texts of a few pieces that matter to a rule. */
const textOf = (pieces: string[]) =>
  fc
    .array(fc.constantFrom(...pieces), { maxLength: 12 })
    .map((parts) => parts.join(""));

// What backslashes and long parts mean together is more than a pattern can tell.
const keyText = fc.oneof(
  textOf(["/", "\\", ".", "..", "\0", "a", " "]),
  textOf(["/", "..", "a", "x".repeat(254), "y".repeat(255)]),
);

test.each([
  ["an object's key", ObjectKey, keyText],
  ["a prefix", KeyPrefix, keyText],
  ["a function's name", FunctionName, textOf(["a", "Z", "-", "_", "0", "\n"])],
])("%s is taken where its description says so", (_, schema, text) => {
  fc.assert(
    fc.property(text, (each) => {
      expect(isDescribed(schema, each)).toBe(schema.safeParse(each).success);
    }),
    { numRuns: 2000 },
  );
});

/** What is refused though it is described has a reason that no pattern can tell. */
test.each([
  [
    "a bucket's name",
    BucketName,
    textOf(["a", "B", "-", ".", "_", "12", "x".repeat(30), "\n"]),
  ],
  ["CPU", CpuQuantity, textOf(["1", ".5", "m", "Gi", "e3", "-", " "])],
  ["memory", MemoryQuantity, textOf(["1", ".5", "m", "Gi", "GB", "-", " "])],
])("%s that is taken is as described", (_, schema, text) => {
  fc.assert(
    fc.property(text, (each) => {
      const isTaken = schema.safeParse(each).success;
      expect(isTaken && !isDescribed(schema, each)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});
