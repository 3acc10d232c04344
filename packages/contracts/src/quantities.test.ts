import { describe, expect, test } from "vitest";
import { cpuProblem, memoryProblem, parseQuantity } from "./quantities.ts";

test.each([
  ["500m", 0.5],
  ["2", 2],
  ["1.5", 1.5],
  ["2Gi", 2 * 2 ** 30],
  ["512Mi", 512 * 2 ** 20],
  ["2G", 2e9],
])("%s stands for %d", (text, number) => {
  expect(parseQuantity(text)).toBe(number);
});

describe("memory", () => {
  test.each(["1Mi", "512Mi", "2Gi", "1.5G", "1048576"])("may be %s", (text) => {
    expect(memoryProblem(text)).toBeUndefined();
  });

  test.each([
    ["2GB", "Write 2Gi instead."],
    ["512 mb", "Write 512Mi instead."],
    ["1.5gib", "Write 1.5Gi instead."],
    ["-1", "with its unit"],
    ["1e3Gi", "with its unit"],
    ["", "with its unit"],
    ["lots", "with its unit"],
    ["2,5Gi", "with its unit"],
    ["500m", "Write 500Mi instead."],
    ["2", "is a unit missing"],
    ["0", "is a unit missing"],
    ["2048Pi", "more memory than a machine has"],
    ["9".repeat(400), "more memory than a machine has"],
  ])("cannot be %j", (text, words) => {
    expect(memoryProblem(text)).toContain(words);
  });
});

describe("CPU", () => {
  test.each(["1", "0.5", "500m", "1024"])("may be %s", (text) => {
    expect(cpuProblem(text)).toBeUndefined();
  });

  test.each([
    ["-1", "in cores"],
    ["1e3", "in cores"],
    ["", "in cores"],
    ["2Gi", "in cores"],
    ["2G", "in cores"],
    ["two", "in cores"],
    ["0", "more than 0"],
    ["0m", "more than 0"],
    ["1025", "at most 1024"],
  ])("cannot be %j", (text, words) => {
    expect(cpuProblem(text)).toContain(words);
  });
});
