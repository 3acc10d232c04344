import fc from "fast-check";
import { expect, test } from "vitest";
import { lowerBound, sortNames, withNames } from "./sort-names.ts";

const name = fc.string({ unit: "grapheme", maxLength: 4 });
const byBytes = (a: string, b: string) =>
  Buffer.compare(Buffer.from(a), Buffer.from(b));

test("names are sorted by their UTF-8 bytes, also across slices", async () => {
  const names = Array.from({ length: 30_000 }, (_none, at) => {
    const tail = ["", "a/", "\uffee", "😀"][at % 4];
    return `${(at * 7919) % 30_000}${tail}`;
  });
  expect(await sortNames(names)).toEqual(names.toSorted(byBytes));
  const plain = names.filter((_none, at) => at % 4 < 2);
  expect(await sortNames(plain)).toEqual(plain.toSorted(byBytes));
});

test("added names are merged, each once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(name), fc.array(name), async (some, more) => {
      const sorted = [...new Set(some)].sort(byBytes);
      const merged = await withNames(sorted, more);
      expect(merged).toEqual([...new Set([...some, ...more])].sort(byBytes));
    }),
  );
});

test("the lower bound is where a name is or would be", () => {
  fc.assert(
    fc.property(fc.array(name), name, (some, wanted) => {
      const sorted = some.toSorted(byBytes);
      const expected = sorted.filter(
        (each) => byBytes(each, wanted) < 0,
      ).length;
      expect(lowerBound(sorted, wanted)).toBe(expected);
    }),
  );
});
