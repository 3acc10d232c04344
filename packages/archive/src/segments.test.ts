import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOf, entryOf } from "./testing/test-archive.ts";
import { archiveSize } from "./layout.ts";
import { segments } from "./segments.ts";

async function piecesOf<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

const entries = fc
  .array(
    fc.record({
      name: fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
      content: fc.uint8Array({ maxLength: 60 }),
      at: fc.date(),
    }),
    { maxLength: 6 },
  )
  .map((files) =>
    files.map(({ name, content, at }) => ({
      ...entryOf(name, Buffer.from(content)),
      modifiedAt: at,
    })),
  );

test("any range is that slice of the whole, and the length is known ahead", async () => {
  await fc.assert(
    fc.asyncProperty(entries, fc.nat(), fc.nat(), async (files, a, b) => {
      const whole = await bytesOf(files);
      expect(whole.length).toBe(await archiveSize(files));
      const start = a % (whole.length + 1);
      const end = b % (whole.length + 2);
      const part = await bytesOf(files, { start, end });
      expect(part).toEqual(whole.subarray(start, Math.max(start, end)));
    }),
    { numRuns: 500 },
  );
});

test("every range of a small archive, one by one", async () => {
  const files = [entryOf("a", ""), entryOf("b/c", "xyz")];
  const whole = await bytesOf(files);
  for (let start = 0; start <= whole.length; start++) {
    for (let end = start; end <= whole.length; end += 7) {
      const part = await bytesOf(files, { start, end });
      expect(part.equals(whole.subarray(start, end))).toBe(true);
    }
  }
});

test("the same list makes the same bytes", async () => {
  const files = [entryOf("a", "one"), entryOf("b", "two")];
  expect(await bytesOf(files)).toEqual(await bytesOf([...files]));
});

test("a file outside of the range is not asked for", async () => {
  const files = [entryOf("a", "one"), entryOf("b", "two")];
  const offset = (await bytesOf(files)).indexOf("two");
  const range = { start: offset + 1, end: offset + 2 };
  const parts = await piecesOf(segments(() => files, range));
  expect(parts).toEqual([{ entry: files[1], start: 1, end: 2 }]);
});

test("a list that changes between its two readings breaks the archive visibly", async () => {
  const lists = [[entryOf("a", "one")], []];
  const reading = piecesOf(segments(() => lists.shift() ?? []));
  await expect(reading).rejects.toThrow(/changed/);
});

test("entries may come from an async source", async () => {
  const files = [entryOf("a", "one")];
  async function* source() {
    yield* files;
  }
  const pieces = await piecesOf(segments(source));
  expect(pieces.find((piece) => Buffer.isBuffer(piece))).toEqual(
    (await bytesOf(files)).subarray(0, 40),
  );
});

test("only as many entries are read as the range needs", async () => {
  const files = Array.from({ length: 100 }, (_none, at) =>
    entryOf(`file-${at}`, "content"),
  );
  const whole = await bytesOf(files);
  let read = 0;
  function* source() {
    for (const file of files) {
      read += 1;
      yield file;
    }
  }
  await piecesOf(segments(source, { start: 0, end: 60 }));
  expect(read).toBe(3);
  read = 0;
  const centralAt = whole.indexOf("PK\u0001\u0002");
  await piecesOf(segments(source, { start: 10, end: centralAt }));
  expect(read).toBe(100);
  read = 0;
  const middle = { start: centralAt, end: centralAt + 1 };
  expect((await piecesOf(segments(source, middle))).length).toBe(1);
});
