import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type {
  JSONReport,
  JSONReportSpec,
  JSONReportSuite,
} from "@playwright/test/reporter";
import type { Outcome } from "./outcome.ts";
import { ROOT, runCommand } from "./run-command.ts";

/** Runs the end-to-end tests. */
export async function runPlaywright(reportFolder: string): Promise<Outcome> {
  if (globSync("e2e/**/*.spec.ts", { cwd: ROOT }).length === 0) {
    const reason = "e2e: there is no *.spec.ts";
    return { passed: 0, failed: [], skipped: [{ name: "e2e", reason }] };
  }
  const file = join(reportFolder, "playwright.json");
  const status = await runCommand(
    "playwright",
    ["test", "--config=e2e/playwright.config.ts", "--reporter=list,json"],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  );
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) {
    return {
      passed: 0,
      failed: ["playwright ended without a report"],
      skipped: [],
    };
  }
  return outcomeOfPlaywright(JSON.parse(text) as JSONReport, status);
}

/** Counts a report; a run that failed without a failed test is one failure. */
export function outcomeOfPlaywright(
  report: JSONReport,
  status: number,
): Outcome {
  const outcome: Outcome = { passed: 0, failed: [], skipped: [] };
  for (const { spec, name } of report.suites.flatMap(specsOf)) {
    for (const test of spec.tests) {
      if (test.status === "skipped") {
        const skip = test.annotations.find(({ type }) => type === "skip");
        const reason = `e2e: ${skip?.description ?? name}`;
        outcome.skipped.push({ name, reason });
      } else if (test.status === "unexpected") outcome.failed.push(name);
      else outcome.passed++;
    }
  }
  if (status !== 0 && outcome.failed.length === 0) {
    outcome.failed.push(`playwright ended with status ${status} (see above)`);
  }
  return outcome;
}

function specsOf(
  suite: JSONReportSuite,
): { spec: JSONReportSpec; name: string }[] {
  const own = suite.specs.map((spec) => ({
    spec,
    name: `e2e/${spec.file}: ${spec.title}`,
  }));
  return [...own, ...(suite.suites ?? []).flatMap(specsOf)];
}
