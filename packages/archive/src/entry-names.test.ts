import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ArchiveNames, safeEntryName } from "./entry-names.ts";

const segment = fc.oneof(
  fc.constantFrom("..", ".", "", "CON", "nul.txt", "C:", "a. ", "\u202egpj.x"),
  fc.constantFrom("a", "A", "b", "a (2)", "ß", "SS", "é", "e\u0301", "x.jpg"),
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.string({ unit: "grapheme", minLength: 60, maxLength: 300 }),
);
const key = fc
  .array(segment, { minLength: 1, maxLength: 5 })
  .chain((parts) => fc.constantFrom("/", "\\").map((by) => parts.join(by)));

function expectSafe(name: string): void {
  expect(name.isWellFormed()).toBe(true);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(0xffff);
  expect(name).not.toMatch(
    /[\p{Cc}\\\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u,
  );
  expect(name).not.toMatch(/^[a-z]:/i);
  for (const part of name.split("/")) {
    expect(part).not.toMatch(/^$|[. ]$/);
    expect(part).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d) *(\.|$)/i);
    expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255);
  }
}

function folded(name: string): string {
  return name.normalize("NFD").toUpperCase().toLowerCase().normalize("NFD");
}

describe("safeEntryName", () => {
  test.each([
    ["day1/0001.jpg", "day1/0001.jpg"],
    ["/etc/passwd", "etc/passwd"],
    ["//a//b/", "a/b"],
    ["../../x", "__/__/x"],
    ["..\\..\\x", ".._.._x"],
    ["C:\\x", "C__x"],
    ["a/./b", "a/_/b"],
    ["....//x", "____/x"],
    ["a\nb\0c", "a_b_c"],
    ["invoice\u202egpj.exe", "invoice_gpj.exe"],
    ["CON", "_CON"],
    ["a/nul.tar.gz", "a/_nul.tar.gz"],
    ["con .txt", "_con .txt"],
    ["console.txt", "console.txt"],
    ["name. . ", "name____"],
    ["\ud800", "\ufffd"],
    ["", "_"],
    ["10:30 😀 + %2F", "10:30 😀 + %2F"],
    ["x".repeat(300), "x".repeat(255)],
  ])("%j becomes %j", (from, to) => {
    expect(safeEntryName(from)).toBe(to);
  });

  test("is safe for any text and leaves what it made as it is", () => {
    fc.assert(
      fc.property(key, (text) => {
        const name = safeEntryName(text);
        expectSafe(name);
        expect(safeEntryName(name)).toBe(name);
      }),
      { numRuns: 1000 },
    );
  });

  test("drops leading folders of a path that no system takes", () => {
    const name = safeEntryName(`${"folder/".repeat(20_000)}x.jpg`);
    expectSafe(name);
    expect(name).toMatch(/^folder\/.*\/x\.jpg$/);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(4096);
  });
});

describe("ArchiveNames", () => {
  function namesOf(...keys: string[]): string[] {
    const names = new ArchiveNames();
    return keys.map((each) => names.nameFor(each));
  }

  test("numbers what differs by case or normalisation only", () => {
    expect(namesOf("A.jpg", "a.jpg", "a.JPG", "é", "e\u0301")).toEqual([
      "A.jpg",
      "a (2).jpg",
      "a (3).JPG",
      "é",
      "e\u0301 (2)",
    ]);
  });

  test("a number that is taken is passed over", () => {
    expect(namesOf("a", "a (2)", "A")).toEqual(["a", "a (2)", "A (3)"]);
  });

  test("a folder beside a file of its name gets one name for all that is in it", () => {
    expect(namesOf("A", "a/1", "Á", "á", "a/2", "x/y", "X")).toEqual([
      "A",
      "a (2)/1",
      "Á",
      "á (2)",
      "a (2)/2",
      "x/y",
      "X (2)",
    ]);
    expect(namesOf("A", "a/1", "a", "a/2")).toEqual([
      "A",
      "a (2)/1",
      "a (3)",
      "a (2)/2",
    ]);
  });

  test("never gives two entries that overwrite each other", () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 12 }), (keys) => {
        const names = namesOf(...keys);
        for (const name of names) expectSafe(name);
        const files = names.map(folded);
        expect(new Set(files).size).toBe(names.length);
        for (const file of files)
          expect(files.some((other) => other.startsWith(`${file}/`))).toBe(
            false,
          );
      }),
      { numRuns: 1000 },
    );
  });

  test("many equal names take linear time", () => {
    const names = new ArchiveNames();
    for (let count = 0; count < 50_000; count++)
      names.nameFor("same\u0001.jpg");
    expect(names.nameFor("same_.jpg")).toBe("same_ (50001).jpg");
  });
});
