import fc from "fast-check";
import { expect, test } from "vitest";
import { LONGEST_LINE, wholeLines } from "./whole-lines.ts";

const text = (bytes: Buffer) => bytes.toString("utf8");

test("a line that may still grow is waited for, until nothing more comes", () => {
  const bytes = Buffer.from("one\ntwo\nthr");
  expect(text(wholeLines(bytes, false))).toBe("one\ntwo\n");
  expect(text(wholeLines(Buffer.from("thr"), false))).toBe("");
  expect(text(wholeLines(Buffer.from("thr"), true))).toBe("thr");
});

test("a line that is too long to wait for is cut between characters", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
      fc.nat(8),
      fc.boolean(),
      (piece, shift, isEnded) => {
        const line = "x".repeat(shift) + piece.repeat(LONGEST_LINE);
        const bytes = Buffer.from(line.replaceAll("\n", " "));
        const part = wholeLines(bytes.subarray(0, LONGEST_LINE), isEnded);
        expect(part.length).toBeGreaterThan(LONGEST_LINE - 4);
        const rest = bytes.subarray(part.length);
        expect(text(part) + text(rest)).toBe(text(bytes));
      },
    ),
    { numRuns: 50 },
  );
});
