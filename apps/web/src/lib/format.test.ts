import { describe, expect, it } from "vitest";
import { formatBytes, formatDuration, formatRelativeTime } from "./format.ts";

describe("formatBytes", () => {
  it.each([
    [0, "0 B"],
    [94, "94 B"],
    [999, "999 B"],
    [1000, "1.0 KB"],
    [35_666, "34.8 KB"],
    [999.94 * 1024, "999.9 KB"],
    [999.96 * 1024, "1.0 MB"],
    [5 * 1024 ** 4, "5.0 TB"],
    [2 ** 53, "8.0 PB"],
  ])("writes %d as %s", (bytes, text) => {
    expect(formatBytes(bytes, "en")).toBe(text);
  });

  it("uses the language's own decimal sign", () => {
    expect(formatBytes(35_666, "es")).toBe("34,8 KB");
  });
});

describe("formatDuration", () => {
  it.each([
    [-5, "0.0 s"],
    [420, "0.4 s"],
    [1000, "1.0 s"],
    [9970, "10.0 s"],
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
