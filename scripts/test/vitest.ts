import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Outcome } from "./outcome.ts";
import { ROOT, runCommand } from "./run-command.ts";

/** The part of vitest's JSON report that we read. */
interface VitestReport {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: {
      status: string;
      fullName: string;
      ancestorTitles: string[];
    }[];
  }[];
}

/** Runs all unit, contract, api and flow tests. */
export async function runVitest(reportFolder: string): Promise<Outcome> {
  const file = join(reportFolder, "vitest.json");
  const status = await runCommand("vitest", [
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) {
    return {
      passed: 0,
      failed: ["vitest ended without a report"],
      skipped: [],
    };
  }
  return outcomeOfVitest(JSON.parse(text) as VitestReport, status);
}

/** Counts a report; a run that failed without a failed test is one failure. */
export function outcomeOfVitest(report: VitestReport, status: number): Outcome {
  const outcome: Outcome = { passed: 0, failed: [], skipped: [] };
  for (const file of report.testResults) {
    const path = relative(ROOT, file.name);
    for (const test of file.assertionResults) {
      const name = `${path}: ${test.fullName}`;
      if (test.status === "passed") outcome.passed++;
      else if (test.status === "failed") outcome.failed.push(name);
      else {
        const reason = `${path}: ${test.ancestorTitles[0] ?? test.fullName}`;
        outcome.skipped.push({ name, reason });
      }
    }
    const hasFailedTest = file.assertionResults.some(
      (test) => test.status === "failed",
    );
    if (file.status === "failed" && !hasFailedTest) {
      outcome.failed.push(`${path}: ${file.message.split("\n")[0]}`);
    }
  }
  if (status !== 0 && outcome.failed.length === 0) {
    outcome.failed.push(`vitest ended with status ${status} (see above)`);
  }
  return outcome;
}
