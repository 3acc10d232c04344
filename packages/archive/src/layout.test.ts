import { expect, test } from "vitest";
import { type ArchiveEntry, ArchiveLayout, archiveSize } from "./layout.ts";

const modifiedAt = new Date("2026-03-04T05:06:07Z");

function entry(fields: Partial<ArchiveEntry>): ArchiveEntry {
  return { name: "a", size: 0, crc32: 0, modifiedAt, ...fields };
}

function layoutOf(...entries: ArchiveEntry[]): ArchiveLayout {
  const layout = new ArchiveLayout();
  for (const each of entries) layout.add(each);
  return layout;
}

test("an empty archive is the end record alone", async () => {
  expect(await archiveSize([])).toBe(22);
});

test("an entry costs its two headers, its name twice and a timestamp", async () => {
  const name = "é/😀.jpg";
  const nameBytes = Buffer.byteLength(name);
  const size = await archiveSize([entry({ name, size: 5 })]);
  expect(size).toBe(30 + 46 + 22 + 2 * (nameBytes + 9) + 5);
});

test("a size needs ZIP64 from 0xffffffff on, in both headers", () => {
  const small = layoutOf(entry({ size: 0xfffffffe }));
  const large = layoutOf(entry({ size: 0xffffffff }));
  expect(small.filesBytes).toBe(30 + 1 + 9 + 0xfffffffe);
  expect(large.filesBytes).toBe(30 + 1 + 9 + 20 + 0xffffffff);
  expect(small.centralBytes).toBe(46 + 1 + 9);
  expect(large.centralBytes).toBe(46 + 1 + 9 + 28);
});

test("an offset needs ZIP64 from 0xffffffff on", () => {
  const header = 30 + 1 + 9;
  const before = layoutOf(
    entry({ size: 0xfffffffe - header }),
    entry({ name: "b" }),
  );
  const at = layoutOf(
    entry({ size: 0xffffffff - header }),
    entry({ name: "b" }),
  );
  expect(before.centralBytes).toBe(2 * (46 + 1 + 9));
  expect(at.centralBytes).toBe(2 * (46 + 1 + 9) + 28);
});

test("the end needs ZIP64 when the directory begins at 0xffffffff", () => {
  const header = 30 + 1 + 9;
  expect(layoutOf(entry({ size: 0xfffffffe - header })).isZip64).toBe(false);
  expect(layoutOf(entry({ size: 0xffffffff - header })).isZip64).toBe(true);
});

test("the end needs ZIP64 from 65 535 entries on", () => {
  const layout = new ArchiveLayout();
  for (let count = 0; count < 0xfffe; count++) layout.add(entry({}));
  expect(layout.isZip64).toBe(false);
  layout.add(entry({}));
  expect(layout.isZip64).toBe(true);
});

test.each([
  { name: "" },
  { name: "\ud800" },
  { name: "x".repeat(0x10000) },
  { size: -1 },
  { size: 0.5 },
  { size: Number.NaN },
  { crc32: -1 },
  { crc32: 2 ** 32 },
])("what no zip can hold is refused: %o", (fields) => {
  expect(() => layoutOf(entry(fields))).toThrow(RangeError);
});
