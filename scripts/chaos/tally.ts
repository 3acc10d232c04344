import type { Job } from "@oscar/contracts";
import { keyOf, makersOf } from "./chain.ts";

/** What was found when all had become quiet. */
export interface Findings {
  objects: number;
  kills: number;
  /** How many attempts the kills may have ended. */
  mostEnded: number;
  jobs: readonly Pick<Job, "id" | "function" | "input" | "state" | "attempt">[];
  /** The last bucket by key, each version with its content, the newest one last. */
  results: Readonly<Record<string, readonly string[]>>;
  /** Why it was not waited for all of them. */
  stillness?: string | undefined;
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
  const { objects, kills, mostEnded, jobs, results, stillness } = findings;
  const numbers = Array.from({ length: objects }, (_, index) => index + 1);
  const attempts = jobs.reduce((sum, { attempt }) => sum + attempt, 0);
  const makers = new Map(
    numbers.map((number) => [
      keyOf(number),
      makersOf(number, results[keyOf(number)]?.at(-1) ?? ""),
    ]),
  );
  const lost = [...makers].filter(([, its]) => !its).map(([key]) => key);
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
    faults: [
      ...(stillness === undefined ? [] : [stillness]),
      ...notSucceeded(jobs),
      ...madeByOthers(jobs, makers),
      ...tooMany(attempts, jobs.length + mostEnded),
    ],
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

function notSucceeded(jobs: Findings["jobs"]): string[] {
  return jobs
    .filter(({ state }) => state !== "succeeded")
    .map(
      ({ function: name, input, state }) => `${name}: ${input.key} ${state}`,
    );
}

/** What is visible must be of the attempt that succeeded: no other may have published. */
function madeByOthers(
  jobs: Findings["jobs"],
  makers: ReadonlyMap<string, ReturnType<typeof makersOf>>,
): string[] {
  return jobs.flatMap(({ id, attempt, function: name, input: { key } }) => {
    const maker = makers.get(key)?.[name as "first" | "second"];
    return maker === undefined || maker === `${id} ${attempt}`
      ? []
      : [`${name}: ${key} is of ${maker}, not of ${id} ${attempt}`];
  });
}

function tooMany(attempts: number, most: number): string[] {
  return attempts > most
    ? [`${attempts} attempts, where ${most} are explained by jobs and kills`]
    : [];
}

export function isClean({ lost, doubled, faults }: Tally): boolean {
  return lost.length + doubled.length + faults.length === 0;
}
