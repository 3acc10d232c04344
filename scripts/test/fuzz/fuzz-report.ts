import type { Outcome } from "../outcome.ts";

/** The part of schemathesis' JSON report that we read. */
export interface SchemathesisReport {
  operations: { tested: number };
  /** One of each kind of failure, with the operations that have it. */
  failures: { title: string; operations: string[] }[];
  errors: { title: string }[];
}

/** Counts a report, each endpoint being one test. */
export function outcomeOfSchemathesis(
  { operations, failures, errors }: SchemathesisReport,
  status: number,
): Outcome {
  const faults = new Map<string, Set<string>>();
  for (const { title, operations: names } of failures)
    for (const name of names)
      faults.set(name, (faults.get(name) ?? new Set()).add(title));
  const failed = [
    ...[...faults].map(
      ([name, titles]) => `${name}: ${[...titles].join(", ")}`,
    ),
    ...errors.map(({ title }) => title),
  ];
  if (status !== 0 && failed.length === 0)
    failed.push(`ended with status ${status} (see above)`);
  return {
    passed: Math.max(0, operations.tested - faults.size),
    failed: failed.map((what) => `fuzzer: ${what}`),
    skipped: [],
  };
}
