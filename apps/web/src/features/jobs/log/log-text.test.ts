import { expect, it } from "vitest";
import { LogLinesBuffer } from "./log-text.ts";

const encoder = new TextEncoder();
const bytesOf = (text: string) => encoder.encode(text).buffer;

it("makes lines of parts that are cut anywhere", () => {
  const log = new LogLinesBuffer();
  for (const byte of encoder.encode("uno\ndos más\r\n\ntr"))
    log.take(new Uint8Array([byte]).buffer);
  expect(log.text().lines).toEqual(["uno", "dos más", "", "tr"]);
  log.take(bytesOf("es\n"));
  expect(log.text()).toMatchObject({
    lines: ["uno", "dos más", "", "tres"],
    firstNumber: 1,
  });
});

it("keeps the last lines, and counts those that it lets go", () => {
  const log = new LogLinesBuffer(3);
  log.take(bytesOf("1\n2\n3\n4\n5\n6"));
  expect(log.text()).toMatchObject({
    lines: ["3", "4", "5", "6"],
    dropped: 2,
    firstNumber: 3,
  });
});

it("begins with a whole line where the beginning was skipped, and numbers none", () => {
  const log = new LogLinesBuffer();
  log.take(bytesOf("the beginning\nof a lo"));
  log.skip(1000);
  log.take(bytesOf("ine\nwhole\n"));
  expect(log.text()).toEqual({
    lines: ["whole"],
    firstNumber: undefined,
    dropped: 0,
    skippedBytes: 1000,
  });
});

it("does not grow with a line that is written over and over", () => {
  const log = new LogLinesBuffer();
  for (let percent = 0; percent < 100_000; percent++)
    log.take(bytesOf(`${percent}%\r`));
  expect(log.text().lines).toEqual(["99999%"]);
  log.take(bytesOf("\ndone\n"));
  expect(log.text().lines).toEqual(["99999%", "done"]);
});

it("breaks a line that never ends", () => {
  const log = new LogLinesBuffer();
  for (let index = 0; index < 300; index++) log.take(bytesOf("x".repeat(1024)));
  expect(log.text().lines.length).toBeGreaterThan(1);
});
