import { describe, expect, test } from "vitest";
import { keyOf, type Maker, resultOf } from "./chain.ts";
import { type Findings, isClean, tallyOf } from "./tally.ts";

function jobOf(name: string, number: number, attempt = 1) {
  const input = {
    bucket: `${name}-in`,
    key: keyOf(number),
    etag: "e",
    size: 1,
  };
  const id = `${name}-${number}`;
  return { id, function: name, input, state: "succeeded" as const, attempt };
}

/** As the jobs above make it, unless another one made it. */
function result(
  number: number,
  others: Partial<Record<"first" | "second", Maker>> = {},
): string {
  const first: Maker = `first-${number} 1`;
  return resultOf(number, { first, second: `second-${number} 1`, ...others });
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
    results: { [keyOf(1)]: [result(1)], [keyOf(2)]: [result(2)] },
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
    ["is missing", []],
    ["is half", ["object 2\n"]],
    ["is cut", [result(2).slice(0, -1)]],
    ["goes on", [`${result(2)}x`]],
    ["is of another object", [result(1)]],
    ["was whole before", [result(2), "object 2\n"]],
  ])("names an object whose result %s", (_, last) => {
    const results = { [keyOf(1)]: [result(1)], [keyOf(2)]: last };
    const tally = tallyOf(findings({ results }));
    expect(tally.lost).toEqual([keyOf(2)]);
    expect(isClean(tally)).toBe(false);
  });

  test("names what was published twice, and what was taken for two", () => {
    const { jobs, results } = findings();
    const tally = tallyOf(
      findings({
        jobs: [...jobs, jobOf("first", 1)],
        results: { ...results, [keyOf(2)]: [result(2), result(2)] },
      }),
    );
    expect(tally.doubled).toEqual([keyOf(2), `first: first-in/${keyOf(1)}`]);
    expect(isClean(tally)).toBe(false);
  });

  test("allows as many more attempts as the kills may have ended", () => {
    const { jobs, results } = findings();
    const withLast = (attempt: number) =>
      tallyOf(
        findings({
          jobs: [...jobs.slice(0, 3), jobOf("second", 2, attempt)],
          results: {
            ...results,
            [keyOf(2)]: [result(2, { second: `second-2 ${attempt}` })],
          },
        }),
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

  test("names a result that another attempt than the one in force has published", () => {
    const { results } = findings();
    const late = result(2, { first: "first-2 1", second: "second-2 7" });
    const tally = tallyOf(
      findings({ results: { ...results, [keyOf(2)]: [late] } }),
    );
    expect(tally.faults).toEqual([
      `second: ${keyOf(2)} is of second-2 7, not of second-2 1`,
    ]);
  });

  test("counts what has not come where nothing moved any more", () => {
    const { jobs, results } = findings();
    const tally = tallyOf(
      findings({
        jobs: jobs.slice(0, 3),
        results: { [keyOf(1)]: results[keyOf(1)] ?? [] },
        stillness: "Nothing has moved for 300 s",
      }),
    );
    expect(tally.lost).toEqual([keyOf(2)]);
    expect(tally.faults).toEqual(["Nothing has moved for 300 s"]);
  });
});
