import { describe, expect, test } from "vitest";
import { keyOf, resultOf } from "./chain.ts";
import { type Findings, isClean, tallyOf } from "./tally.ts";

function jobOf(name: string, number: number, attempt = 1) {
  const input = {
    bucket: `${name}-in`,
    key: keyOf(number),
    etag: "e",
    size: 1,
  };
  return { function: name, input, state: "succeeded" as const, attempt };
}

function findings(changes: Partial<Findings> = {}): Findings {
  return {
    objects: 2,
    kills: 1,
    mostEnded: 1,
    jobs: ["first", "second"].flatMap((name) => [
      jobOf(name, 1),
      jobOf(name, 2),
    ]),
    results: { [keyOf(1)]: [resultOf(1)], [keyOf(2)]: [resultOf(2)] },
    ...changes,
  };
}

describe("the tally of a prober", () => {
  test("is clean where each object came through once", () => {
    const tally = tallyOf(findings());
    expect(tally).toMatchObject({ objects: 2, jobs: 4, attempts: 4 });
    expect(isClean(tally)).toBe(true);
  });

  test.each([
    ["is missing", { [keyOf(1)]: [resultOf(1)] }],
    ["is half", { [keyOf(1)]: [resultOf(1)], [keyOf(2)]: ["object 2\n"] }],
  ])("names an object whose result %s", (_, results) => {
    const tally = tallyOf(findings({ results }));
    expect(tally.lost).toEqual([keyOf(2)]);
    expect(isClean(tally)).toBe(false);
  });

  test("names what was published twice, and what was taken for two", () => {
    const { jobs, results } = findings();
    const tally = tallyOf(
      findings({
        jobs: [...jobs, jobOf("first", 1)],
        results: { ...results, [keyOf(2)]: [resultOf(2), resultOf(2)] },
      }),
    );
    expect(tally.doubled).toEqual([keyOf(2), `first: first-in/${keyOf(1)}`]);
    expect(isClean(tally)).toBe(false);
  });

  test("allows as many more attempts as the kills may have ended", () => {
    const { jobs } = findings();
    const withLast = (attempt: number) =>
      tallyOf(
        findings({ jobs: [...jobs.slice(0, 3), jobOf("second", 2, attempt)] }),
      );
    expect(isClean(withLast(2))).toBe(true);
    expect(withLast(3).faults).toEqual([
      "6 attempts, where 5 are explained by jobs and kills",
    ]);
  });

  test("names a job that did not succeed", () => {
    const { jobs } = findings();
    const failed = { ...jobOf("second", 2), state: "failed" as const };
    const tally = tallyOf(findings({ jobs: [...jobs.slice(0, 3), failed] }));
    expect(tally.faults).toEqual([`second: ${keyOf(2)} failed`]);
  });
});
