import { describe, expect, it } from "vitest";
import { formatBytes, formatDuration, formatRelativeTime } from "./format.ts";

describe("formatBytes", () => {
  it.each([
    [0, "0 B"],
    [94, "94 B"],
    [1023, "1,023 B"],
    [35_666, "34.83 KB"],
    [5 * 1024 ** 4, "5 TB"],
  ])("writes %d as %s", (bytes, text) => {
    expect(formatBytes(bytes, "en")).toBe(text);
  });
});

describe("formatDuration", () => {
  it.each([
    [-5, "0 s"],
    [420, "0.4 s"],
    [59_700, "1 m 00 s"],
    [185_000, "3 m 05 s"],
    [3_725_000, "1 h 02 m"],
  ])("writes %d ms as %s", (ms, text) => {
    expect(formatDuration(ms, "en")).toBe(text);
  });
});

describe("formatRelativeTime", () => {
  const now = Date.parse("2026-01-02T12:00:00Z");

  it.each([
    ["2026-01-02T11:59:45Z", "now"],
    ["2026-01-02T11:57:00Z", "3 minutes ago"],
    ["2026-01-01T11:00:00Z", "yesterday"],
  ])("writes %s as %s", (time, text) => {
    expect(formatRelativeTime(time, now, "en")).toBe(text);
  });
});
