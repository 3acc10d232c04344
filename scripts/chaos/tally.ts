import type { Job } from "@oscar/contracts";
import { keyOf, resultOf } from "./chain.ts";

/** What was found when all had become quiet. */
export interface Findings {
  objects: number;
  kills: number;
  /** How many attempts the kills may have ended. */
  mostEnded: number;
  jobs: readonly Pick<Job, "function" | "input" | "state" | "attempt">[];
  /** The last bucket by key, each version with its content. */
  results: Readonly<Record<string, readonly string[]>>;
}

export interface Tally {
  objects: number;
  kills: number;
  jobs: number;
  attempts: number;
  /** Keys whose result is missing or wrong. */
  lost: string[];
  /** Keys that were published more than once, and inputs that were taken for two. */
  doubled: string[];
  /** What else is not as promised, in words. */
  faults: string[];
}

/** Compares what was found with what is promised. */
export function tallyOf(findings: Findings): Tally {
  const { objects, kills, mostEnded, jobs, results } = findings;
  const numbers = Array.from({ length: objects }, (_, index) => index + 1);
  const attempts = jobs.reduce((sum, { attempt }) => sum + attempt, 0);
  const lost = numbers
    .filter((number) => results[keyOf(number)]?.at(-1) !== resultOf(number))
    .map(keyOf);
  const published = Object.entries(results)
    .filter(([, versions]) => versions.length > 1)
    .map(([key]) => key);
  return {
    objects,
    kills,
    jobs: jobs.length,
    attempts,
    lost,
    doubled: [...published, ...takenTwice(jobs)],
    faults: [...faultsOf(jobs), ...tooMany(attempts, jobs.length + mostEnded)],
  };
}

function takenTwice(jobs: Findings["jobs"]): string[] {
  const seen = new Set<string>();
  const twice: string[] = [];
  for (const { function: name, input } of jobs) {
    const job = `${name}: ${input.bucket}/${input.key}`;
    if (seen.has(job)) twice.push(job);
    seen.add(job);
  }
  return twice;
}

function faultsOf(jobs: Findings["jobs"]): string[] {
  return jobs
    .filter(({ state }) => state !== "succeeded")
    .map(
      ({ function: name, input, state }) => `${name}: ${input.key} ${state}`,
    );
}

function tooMany(attempts: number, most: number): string[] {
  return attempts > most
    ? [`${attempts} attempts, where ${most} are explained by jobs and kills`]
    : [];
}

export function isClean({ lost, doubled, faults }: Tally): boolean {
  return lost.length + doubled.length + faults.length === 0;
}
