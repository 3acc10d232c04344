import type { FunctionSummary } from "@oscar/contracts";

type Wired = Pick<FunctionSummary, "name" | "inputs" | "outputs">;

/** The functions that read a bucket or write into it, and those that work towards these. */
export function involvedFunctions<F extends Wired>(
  bucket: string,
  functions: readonly F[],
): F[] {
  const involved = new Set(
    functions.filter((fn) => reads(fn, bucket) || writes(fn, bucket)),
  );
  // Adding to a set while walking it walks what was added, too.
  for (const { inputs } of involved) {
    for (const other of functions) {
      if (inputs.some((input) => writes(other, input.bucket)))
        involved.add(other);
    }
  }
  return [...involved];
}

function reads({ inputs }: Wired, bucket: string): boolean {
  return inputs.some((input) => input.bucket === bucket);
}

function writes({ outputs }: Wired, bucket: string): boolean {
  return outputs.some((output) => output.bucket === bucket);
}
