import type { Outcome } from "./test/outcome.ts";
import { isGood } from "./test/outcome.ts";
import { runCommand } from "./test/run-command.ts";

const CHECKS = [
  { name: "types", command: "tsc", args: ["-p", "."] },
  { name: "lint", command: "oxlint", args: [] },
  {
    name: "format",
    command: "prettier",
    args: ["--check", "--log-level=warn", "."],
  },
  {
    name: "dead code",
    command: "knip",
    args: ["--no-progress", "--no-config-hints"],
  },
];

/** Runs every check, each counting as one test. */
export async function runChecks(): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: [], skipped: [] };
  for (const { name, command, args } of CHECKS) {
    const status = await runCommand(command, args);
    console.log(`check ${name}: ${status === 0 ? "good" : "FAILED"}`);
    if (status === 0) outcome.passed++;
    else outcome.failed.push(`check ${name}`);
  }
  return outcome;
}

if (import.meta.main) process.exitCode = isGood(await runChecks()) ? 0 : 1;
