import type { FunctionDefinition } from "./functions.ts";
import { inputsOf, outputsOf } from "./wiring.ts";

/** What of a function decides which others it starts. */
export type Wiring = Pick<
  FunctionDefinition,
  "name" | "inputs" | "outputs" | "environment"
>;

/** A step of a circle: the function that writes, and the bucket by which the next is started. */
export interface CircleStep {
  name: string;
  bucket: string;
}

/**
 * The circle by which a function's outputs would, through any number of others, start it
 * again; undefined where there is none. Suffixes are ignored: they do not make a circle safe,
 * since a script chooses its names.
 */
export function findCircle(
  start: Wiring,
  others: Wiring[],
): CircleStep[] | undefined {
  const all = [start, ...others];
  const seen = new Set<string>();
  const open: { at: Wiring; way: CircleStep[] }[] = [{ at: start, way: [] }];
  for (const { at, way } of open) {
    for (const next of all) {
      const bucket = linkBetween(at, next);
      if (bucket === undefined) continue;
      const further = [...way, { name: at.name, bucket }];
      if (next.name === start.name) return further;
      if (seen.has(next.name)) continue;
      seen.add(next.name);
      open.push({ at: next, way: further });
    }
  }
  return undefined;
}

/** The bucket through which one function starts another, if any. */
function linkBetween(from: Wiring, to: Wiring): string | undefined {
  for (const output of outputsOf(from)) {
    for (const input of inputsOf(to)) {
      if (output.bucket !== input.bucket) continue;
      if (overlap(output.prefix ?? "", input.prefix ?? ""))
        return output.bucket;
    }
  }
  return undefined;
}

function overlap(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}
