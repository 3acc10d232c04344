/** A test that did not run, and why. */
export interface Skip {
  name: string;
  reason: string;
}

/** What came of one part of the test run. */
export interface Outcome {
  passed: number;
  /** The names of the failed tests. */
  failed: string[];
  skipped: Skip[];
}

/** The parts as one. */
export function sumUp(outcomes: Outcome[]): Outcome {
  return {
    passed: outcomes.reduce((sum, outcome) => sum + outcome.passed, 0),
    failed: outcomes.flatMap((outcome) => outcome.failed),
    skipped: outcomes.flatMap((outcome) => outcome.skipped),
  };
}

/** True where tests ran and none failed. */
export function isGood(outcome: Outcome): boolean {
  return outcome.passed > 0 && outcome.failed.length === 0;
}

/** The report's end: what failed, what was skipped and why, and the line that counts. */
export function summaryOf(outcome: Outcome): string {
  const reasons = new Map<string, number>();
  for (const { reason } of outcome.skipped) {
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return [
    ...outcome.failed.map((name) => `failed: ${name}`),
    ...[...reasons].map(([reason, count]) => `skipped: ${count} x ${reason}`),
    `${outcome.passed} passed, ${outcome.failed.length} failed, ${outcome.skipped.length} skipped`,
  ].join("\n");
}
