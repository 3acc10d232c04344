import { describe, expect, it } from "vitest";
import { outcomeOfSchemathesis } from "./fuzz/fuzz-report.ts";
import { isGood, sumUp, summaryOf } from "./outcome.ts";
import { outcomeOfPlaywright } from "./playwright.ts";
import { ROOT } from "./run-command.ts";
import { outcomeOfVitest } from "./vitest.ts";

const NOTHING = { passed: 0, failed: [], skipped: [] };

describe("the summary", () => {
  it("ends with the counts of all parts", () => {
    const outcome = sumUp([
      { passed: 2, failed: ["a"], skipped: [] },
      { passed: 3, failed: [], skipped: [{ name: "b", reason: "no MinIO" }] },
      { passed: 0, failed: [], skipped: [{ name: "c", reason: "no MinIO" }] },
    ]);
    expect(summaryOf(outcome).split("\n")).toEqual([
      "failed: a",
      "skipped: 2 x no MinIO",
      "5 passed, 1 failed, 2 skipped",
    ]);
  });

  it("is bad where nothing ran", () => {
    expect(isGood(NOTHING)).toBe(false);
    expect(isGood({ ...NOTHING, passed: 1 })).toBe(true);
    expect(isGood({ ...NOTHING, passed: 1, failed: ["a"] })).toBe(false);
  });
});

describe("vitest's report", () => {
  const name = `${ROOT}/a.test.ts`;
  const file = { name, status: "passed", message: "", assertionResults: [] };
  const test = { fullName: "suite test", ancestorTitles: ["suite"] };

  it("counts passed, failed and skipped tests", () => {
    const assertionResults = ["passed", "failed", "skipped", "todo"].map(
      (status) => ({ ...test, status }),
    );
    const report = { testResults: [{ ...file, assertionResults }] };
    expect(outcomeOfVitest(report, 1)).toEqual({
      passed: 1,
      failed: ["a.test.ts: suite test"],
      skipped: [
        { name: "a.test.ts: suite test", reason: "a.test.ts: suite" },
        { name: "a.test.ts: suite test", reason: "a.test.ts: suite" },
      ],
    });
  });

  it("counts a file that cannot be loaded as a failure", () => {
    const broken = { ...file, status: "failed", message: "no such module\nx" };
    const outcome = outcomeOfVitest({ testResults: [broken] }, 1);
    expect(outcome.failed).toEqual(["a.test.ts: no such module"]);
  });

  it("counts a crash without a failed test as a failure", () => {
    expect(outcomeOfVitest({ testResults: [] }, 1).failed).toHaveLength(1);
    expect(outcomeOfVitest({ testResults: [] }, 0)).toEqual(NOTHING);
  });
});

describe("playwright's report", () => {
  function reportOf(...statuses: ("expected" | "unexpected" | "skipped")[]) {
    const annotations = [{ type: "skip", description: "no Chromium" }];
    const specs = statuses.map((status) => ({
      title: "A user logs in",
      file: "login.spec.ts",
      tests: [{ status, annotations }],
    }));
    const suites = [{ specs: [], suites: [{ specs }] }];
    return { suites } as unknown as Parameters<typeof outcomeOfPlaywright>[0];
  }

  it("counts passed, failed and skipped tests", () => {
    const report = reportOf("expected", "unexpected", "skipped");
    expect(outcomeOfPlaywright(report, 1)).toEqual({
      passed: 1,
      failed: ["e2e/login.spec.ts: A user logs in"],
      skipped: [
        {
          name: "e2e/login.spec.ts: A user logs in",
          reason: "e2e: no Chromium",
        },
      ],
    });
  });

  it("counts a crash without a failed test as a failure", () => {
    expect(outcomeOfPlaywright(reportOf("expected"), 1).failed).toHaveLength(1);
  });
});

describe("the fuzzer's report", () => {
  const nothing = { operations: { tested: 3 }, failures: [], errors: [] };

  it("counts each endpoint once, whatever is wrong with it", () => {
    const failures = [
      { title: "Server error", operations: ["GET /a", "GET /b"] },
      { title: "Undocumented status", operations: ["GET /a"] },
    ];
    expect(outcomeOfSchemathesis({ ...nothing, failures }, 1)).toEqual({
      passed: 1,
      failed: [
        "fuzzer: GET /a: Server error, Undocumented status",
        "fuzzer: GET /b: Server error",
      ],
      skipped: [],
    });
  });

  it("counts errors, and an end without a reason, as failures", () => {
    const errors = [{ title: "Network error" }];
    expect(outcomeOfSchemathesis({ ...nothing, errors }, 1).failed).toEqual([
      "fuzzer: Network error",
    ]);
    expect(outcomeOfSchemathesis(nothing, 1).failed).toHaveLength(1);
    expect(outcomeOfSchemathesis(nothing, 0).failed).toEqual([]);
  });
});
