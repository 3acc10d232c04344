import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../testing/temporary-folder.ts";
import { BoundedLog } from "./bounded-log.ts";

const KEPT = 1000;

/** What a log holds of these chunks, where a thousand bytes of either end are kept. */
async function logOf(chunks: string[]) {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "job/1.log");
  const log = new BoundedLog({ path, tailFolder: folder.path }, KEPT);
  let isAppended = true;
  let before = "";
  for (const chunk of chunks) {
    await log.write(Buffer.from(chunk));
    const now = await readFile(path, "latin1");
    isAppended &&= now.startsWith(before);
    before = now;
  }
  const tails = await Promise.all(
    (await readdir(folder.path))
      .filter((name) => name.startsWith("log-tail"))
      .map(async (name) => (await stat(join(folder.path, name))).size),
  );
  await log.end();
  const text = await readFile(path, "latin1").catch(() => undefined);
  return { text, isAppended: isAppended && text?.startsWith(before), tails };
}

/** Of many lengths, so that no cut falls between two of them by chance. */
function lines(from: number, to: number): string[] {
  return Array.from(
    { length: to - from },
    (_none, at) => `line ${from + at} ${"x".repeat(at % 7)}
`,
  );
}

test("a log without output has no file", async () => {
  expect((await logOf([])).text).toBeUndefined();
});

test("a short log is kept as it is", async () => {
  const chunks = lines(0, 60);
  expect((await logOf(chunks)).text).toBe(chunks.join(""));
});

test("of a long one the beginning and the end are kept, and it says how much is not", async () => {
  const chunks = lines(0, 10_000);
  const { text = "", isAppended, tails } = await logOf(chunks);
  expect(text.startsWith(lines(0, 70).join(""))).toBe(true);
  expect(text.endsWith(lines(0, 10_000).slice(-50).join(""))).toBe(true);
  const all = chunks.join("").length;
  const marks = text.match(/^\[oscar\] .*$/gm) ?? [];
  expect(marks).toHaveLength(2);
  const leftOut = Number(/(\d+) bytes .* left out here/.exec(text)?.[1]);
  const ours = marks.join("\n").length + 2;
  expect(text.length - ours + leftOut).toBe(all);
  expect(text.slice(text.lastIndexOf("[oscar]"))).toMatch(
    /left out here\.\nline \d+ x*\n/,
  );
  expect(isAppended, "the file only ever grew").toBe(true);
  expect(Math.max(...tails)).toBeLessThanOrEqual(KEPT);
});

test("one that is a little too long loses nothing", async () => {
  const chunks = lines(0, 120);
  const { text = "" } = await logOf(chunks);
  expect(text).not.toContain("left out");
  const [mark = ""] = text.match(/\n\[oscar\] .*\n/) ?? [];
  expect(mark).not.toBe("");
  expect(text.replace(mark, "")).toBe(chunks.join(""));
});

test("one chunk may be longer than all that is kept", async () => {
  const chunk = "x".repeat(1_000_000);
  const { text = "" } = await logOf(["begin\n", chunk, "\nend"]);
  expect(text.length).toBeLessThan(2 * KEPT + 400);
  expect(text.startsWith("begin\nxxx")).toBe(true);
  expect(text.endsWith("xxx\nend")).toBe(true);
});
