import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { archiveSize } from "./layout.ts";
import {
  hasReader,
  testWithJava,
  testWithPython,
  testWithUnzip,
  unpackWithUnzip,
} from "./testing/readers.ts";
import {
  type TestEntry,
  entryOf,
  writeSparse,
  zerosOf,
} from "./testing/test-archive.ts";

const hasUnzip = await hasReader("unzip", "-v");
const hasPython = await hasReader("python3", "--version");
const hasJava = await hasReader("java", "-version");
const HEADER = 30 + 9;
const LIMIT_MS = 240_000;
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "archive-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function archiveOf(
  name: string,
  entries: Iterable<TestEntry>,
): Promise<string> {
  const path = join(folder, `${name}.zip`);
  const list = [...entries];
  expect(await writeSparse(() => list, path)).toBe(await archiveSize(list));
  return path;
}

function* many(count: number): Generator<TestEntry> {
  for (let index = 0; index < count; index++)
    yield entryOf(`folder/${index}`, index % 7 === 0 ? "" : "x");
}

describe("small archives", () => {
  const names = ["a.txt", "é/😀 ü.jpg", "line\nbreak", "empty", "-dash", "[x]"];
  const files = names.map((name) =>
    entryOf(name, name === "empty" ? "" : `content of ${name}`),
  );
  const bytes = files.reduce((sum, file) => sum + file.size, 0);

  test.skipIf(!hasUnzip)("Info-ZIP", async () => {
    expect(await testWithUnzip(await archiveOf("unzip", files))).toBe("");
  });

  test.skipIf(!hasUnzip)(
    "unpacked, with exact times and readable",
    async () => {
      const target = join(folder, "unpacked");
      const unpacked = [entryOf("a/b.txt", "text")];
      await unpackWithUnzip(await archiveOf("unpack", unpacked), target);
      const path = join(target, "a/b.txt");
      expect(await readFile(path, "utf8")).toBe("text");
      const { mtime, mode } = await stat(path);
      expect(mtime).toEqual(unpacked[0]?.modifiedAt);
      expect(mode & 0o755).toBe(0o644);
    },
  );

  test.skipIf(!hasPython)("Python, names as they were", async () => {
    const report = await testWithPython(await archiveOf("python", files));
    expect(report).toMatchObject({ bad: null, names: names.slice(-5), bytes });
    const none = await testWithPython(await archiveOf("none", []));
    expect(none).toMatchObject({ bad: null, entries: 0 });
  });

  test.skipIf(!hasJava)(
    "Java as a stream, large counts too",
    async () => {
      const paths = [
        await archiveOf("java", files),
        await archiveOf("java-none", []),
        await archiveOf("java-many", many(0x10000)),
      ];
      expect(await testWithJava(...paths)).toEqual([
        `${names.length} ${bytes}`,
        "0 0",
        `65536 ${0x10000 - Math.ceil(0x10000 / 7)}`,
      ]);
    },
    LIMIT_MS,
  );
});

describe.each([0xfffe, 0xffff, 0x10000])("%i entries", (count) => {
  test.skipIf(!hasUnzip)(
    "Info-ZIP",
    async () => {
      const path = await archiveOf(`unzip-${count}`, many(count));
      expect(await testWithUnzip(path)).toBe("");
    },
    LIMIT_MS,
  );

  test.skipIf(!hasPython)(
    "Python",
    async () => {
      const path = await archiveOf(`python-${count}`, many(count));
      const report = await testWithPython(path);
      expect(report).toMatchObject({ bad: null, entries: count });
    },
    LIMIT_MS,
  );
});

// The zeros are holes in the file, and only what lies behind them is read: the offsets are
// what is at stake. With OSCAR_TEST_SLOW=1 the zeros are read and summed up as well.
describe.each([
  ["size 0xfffffffe", 0xfffffffe],
  ["size 0xffffffff", 0xffffffff],
  ["next offset 0xfffffffe", 0xfffffffe - HEADER - 3],
  ["next offset 0xffffffff", 0xffffffff - HEADER - 3],
])("a file with %s", (_name, size) => {
  const files = [zerosOf("big", size), entryOf("é/last", "the end")];
  const wanted = process.env.OSCAR_TEST_SLOW ? [] : ["é/last"];

  test.skipIf(!hasUnzip)(
    "Info-ZIP",
    async () => {
      const path = await archiveOf(`unzip-${size}`, files);
      expect(await testWithUnzip(path, ...wanted)).toBe("");
    },
    LIMIT_MS,
  );

  test.skipIf(!hasPython)(
    "Python",
    async () => {
      const path = await archiveOf(`python-${size}`, files);
      const report = await testWithPython(path, ...wanted);
      const needsZip64 = size + HEADER + 3 >= 0xffffffff;
      expect(report).toMatchObject({ bad: null, bytes: size + 7 });
      expect(report.versions.includes(45)).toBe(needsZip64);
    },
    LIMIT_MS,
  );
});
