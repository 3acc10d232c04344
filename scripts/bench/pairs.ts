/** One run of ours and one of what it is compared with. */
export interface Pair {
  ours: number;
  baseline: number;
}

/**
 * Takes pairs in turn, so that what else the machine does disturbs both alike; every other
 * pair begins with the baseline.
 */
export async function inPairs(
  count: number,
  { ours, baseline }: Record<keyof Pair, (run: number) => Promise<number>>,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let run = 0; run < count; run++) {
    const pair: Pair = { ours: 0, baseline: 0 };
    const turns =
      run % 2 === 0
        ? (["ours", "baseline"] as const)
        : (["baseline", "ours"] as const);
    for (const side of turns)
      pair[side] = await (side === "ours" ? ours : baseline)(run);
    pairs.push(pair);
  }
  return pairs;
}

/** The value that so much of all values is below: 0.5 for the median. */
export function quantile(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const index = Math.ceil(part * sorted.length) - 1;
  return sorted[Math.max(0, index)] ?? Number.NaN;
}

/** The median of the pairs' ratios. */
export function medianRatio(pairs: Pair[]): number {
  return quantile(
    pairs.map(({ ours, baseline }) => ours / baseline),
    0.5,
  );
}
