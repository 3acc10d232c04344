import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../../testing/temporary-folder.ts";
import { FileJobLogs } from "../../process-runner/file-job-logs.ts";
import { LOG_END } from "../manifests/wrapper.ts";
import { LogCopy } from "./log-copy.ts";
import { LogLines } from "./log-lines.ts";

const NAME = { jobId: "job", attempt: 1 };
const LINES = Array.from({ length: 50 }, (_, n) => `line ${n}\n`);
const TEXT = LINES.join("");

function stamped(lines: string[]): Buffer {
  return Buffer.from(
    lines
      .map(
        (line, n) =>
          `2026-01-02T03:04:05.${String(n).padStart(9, "0")}Z ${line}`,
      )
      .join(""),
  );
}

/** Reads what a kubelet would send, up to some byte of it, as one connection does. */
async function read(copy: LogCopy, upTo = Infinity): Promise<void> {
  const lines = new LogLines(copy.beginReading());
  const sent = stamped([...LINES.slice(0, -1), `${LINES.at(-1)}`, LOG_END]);
  const parts = lines.take(sent.subarray(0, upTo));
  await copy.append(parts, lines.position);
}

async function openLogs() {
  const folder = await temporaryFolder();
  const logs = new FileJobLogs(folder.path);
  const text = () => readFile(logs.pathOf(NAME), "utf8");
  return {
    logs,
    text,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

it.each([100, 777, 1500])(
  "has each line once though its server vanished after %i bytes",
  async (bytes) => {
    await using opened = await openLogs();
    await opened.logs.note(NAME, "A notice.");
    const first = await LogCopy.open(opened.logs, NAME);
    await read(first, bytes);
    await first.save();
    // This much was written and not yet told of.
    await read(first, bytes + 300);
    await using second = await LogCopy.open(opened.logs, NAME);
    await read(second);
    expect(second.isWhole).toBe(true);
    await second.finish();
    expect(await opened.text()).toMatch(/^.*A notice\.\nline 0\n/);
    expect((await opened.text()).endsWith(`A notice.\n${TEXT}`)).toBe(true);
    await first[Symbol.asyncDispose]();
  },
);

it("keeps the beginning and the end of a log that is too long", async () => {
  await using opened = await openLogs();
  await using copy = await LogCopy.open(opened.logs, NAME, 100);
  await read(copy);
  await copy.finish();
  const text = await opened.text();
  expect(text.startsWith(TEXT.slice(0, 100))).toBe(true);
  expect(text.endsWith(TEXT.slice(-80))).toBe(true);
  expect(text).toContain("left out");
  expect(text.length).toBeLessThan(600);
});

it("knows after a take-over that it is whole, and writes nothing twice", async () => {
  await using opened = await openLogs();
  const first = await LogCopy.open(opened.logs, NAME);
  await read(first);
  expect(first.isWhole).toBe(true);
  await using second = await LogCopy.open(opened.logs, NAME);
  expect(second.isWhole).toBe(true);
  await second.finish();
  expect(await opened.text()).toBe(TEXT);
  await first[Symbol.asyncDispose]();
});
