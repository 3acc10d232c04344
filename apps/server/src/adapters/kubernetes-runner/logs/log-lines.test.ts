import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogLines, UnreadableLog } from "./log-lines.ts";
import { BEGINNING, type LogPosition, nanosecondsOf } from "./log-position.ts";

/** A log as a kubelet sends it: lines may share a time, the last may have no end. */
interface Line {
  at: string;
  text: string;
}

function stampOf(step: number): string {
  const seconds = String(Math.floor(step / 10)).padStart(2, "0");
  return `2026-01-02T03:04:${seconds}.${step % 10}00000000Z`;
}

function rendered(lines: Line[]): Buffer {
  return Buffer.from(lines.map(({ at, text }) => `${at} ${text}`).join(""));
}

function contentOf(lines: Line[]): string {
  return lines.map(({ text }) => text).join("");
}

/** Reads some bytes of a log in chunks; what was new, and where it has come to. */
function read(bytes: Buffer, position: LogPosition, chunk = 7) {
  const lines = new LogLines(position);
  const fresh: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += chunk)
    fresh.push(...lines.take(bytes.subarray(from, from + chunk)));
  const { hasGap } = lines;
  return {
    text: Buffer.concat(fresh).toString(),
    position: lines.position,
    hasGap,
  };
}

/** What a kubelet sends from a time on, which it cuts to seconds. */
function since(lines: Line[], { at }: LogPosition): Line[] {
  return at === ""
    ? lines
    : lines.filter((line) => line.at >= `${at.slice(0, 19)}.`);
}

const logs = fc
  .array(
    fc.record({
      // A clock may be set back a little.
      step: fc.integer({ min: -2, max: 4 }),
      text: fc
        .string({ maxLength: 12 })
        .map((text) => text.replaceAll("\n", "")),
    }),
    { maxLength: 30 },
  )
  .map((parts) => {
    let now = 0;
    return parts.map(({ step, text }) => {
      // Within its second: beyond that a kubelet itself leaves lines out.
      now = Math.max(now + step, Math.floor(now / 10) * 10);
      return { at: stampOf(now), text: `${text}\n` };
    });
  });

describe("a log that is read in several goes", () => {
  it("comes through complete and once, wherever the readings break", () => {
    const cut = fc.array(fc.nat({ max: 400 }), { maxLength: 5 });
    fc.assert(
      fc.property(
        logs,
        cut,
        fc.integer({ min: 1, max: 40 }),
        (log, cuts, chunk) => {
          let position = BEGINNING;
          let text = "";
          for (const bytes of [...cuts, Infinity]) {
            const sent = rendered(since(log, position)).subarray(0, bytes);
            const part = read(sent, position, chunk);
            text += part.text;
            position = part.position;
          }
          expect(text).toBe(contentOf(log));
        },
      ),
    );
  });

  it("goes on within a line, also within one of no end", () => {
    const log = [{ at: stampOf(1), text: "x".repeat(100_000) }];
    const first = read(rendered(log).subarray(0, 50_000), BEGINNING, 999);
    const second = read(rendered(log), first.position, 999);
    expect(first.text + second.text).toBe(contentOf(log));
    expect(first.text.length).toBeGreaterThan(49_000);
  });

  it("has a gap where the line that was read last is gone", () => {
    const log = [1, 15, 25].map((step) => ({
      at: stampOf(step),
      text: `${step}\n`,
    }));
    const { position } = read(rendered(log.slice(0, 1)), BEGINNING);
    expect(read(rendered(log), position).hasGap).toBe(false);
    expect(read(rendered(log.slice(2)), position).hasGap).toBe(true);
    expect(read(rendered(log.slice(2)), BEGINNING).hasGap).toBe(false);
  });

  it("refuses what has no time", () => {
    const complaint =
      'failed to watch file "/var/log/pods/x": too many open files';
    expect(() => read(Buffer.from(`${complaint}\n`), BEGINNING)).toThrow(
      UnreadableLog,
    );
    const long = "x".repeat(1000);
    expect(() => read(Buffer.from(long), BEGINNING)).toThrow(UnreadableLog);
  });
});

it("a time is compared by what it means", () => {
  const times = [
    "2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.000000001Z",
    "2026-01-02T04:04:05.1+01:00",
    "2026-01-02T03:04:05.100000001Z",
  ].map((stamp) => nanosecondsOf(stamp) ?? 0n);
  expect(times).toEqual(times.toSorted((a, b) => Number(a - b)));
  expect(times[1]).toBe((times[0] ?? 0n) + 1n);
  for (const none of ["", "yesterday", "2026-01-02", "2026-99-99T00:00:00Z"])
    expect(nanosecondsOf(none)).toBeUndefined();
});
