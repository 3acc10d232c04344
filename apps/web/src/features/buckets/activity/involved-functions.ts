import type { FunctionSummary } from "@oscar/contracts";

type Wired = Pick<FunctionSummary, "name" | "inputs" | "outputs">;

/**
 * The functions that read a bucket or write into it, and those that work towards these.
 * A function comes after those whose output it reads.
 */
export function involvedFunctions<F extends Wired>(
  bucket: string,
  functions: readonly F[],
): F[] {
  const involved = new Set<F>();
  const seen = new Set<F>();
  function involve(fn: F): void {
    if (seen.has(fn)) return;
    seen.add(fn);
    for (const other of functions) {
      if (fn.inputs.some((input) => writes(other, input.bucket)))
        involve(other);
    }
    involved.add(fn);
  }
  for (const fn of functions) {
    if (reads(fn, bucket) || writes(fn, bucket)) involve(fn);
  }
  return [...involved];
}

function reads({ inputs }: Wired, bucket: string): boolean {
  return inputs.some((input) => input.bucket === bucket);
}

function writes({ outputs }: Wired, bucket: string): boolean {
  return outputs.some((output) => output.bucket === bucket);
}
