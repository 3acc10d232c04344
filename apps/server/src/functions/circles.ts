import {
  AppError,
  type FunctionDefinition,
  inputsOf,
  outputsOf,
} from "@oscar/contracts";

interface Step {
  name: string;
  /** The bucket by which the next function is started. */
  bucket: string;
}

/**
 * Refuses a function whose outputs would, through any number of others, start it again.
 * Suffixes are ignored: they do not make a circle safe, since a script chooses its names.
 * @throws AppError `function_circle` with the circle in its message
 */
export function refuseCircle(
  definition: FunctionDefinition,
  others: FunctionDefinition[],
): void {
  const circle = circleThrough(definition, [definition, ...others]);
  if (!circle) return;
  const [first] = circle;
  if (circle.length === 1 && first) {
    throw new AppError(
      "function_circle",
      `${first.name} would write into its own input ${first.bucket} and start itself for ever. Choose another output, for example with OUTPUT_BUCKET.`,
    );
  }
  const way = circle
    .map((step) => `${step.name} writes into ${step.bucket}`)
    .join(", which starts ");
  throw new AppError(
    "function_circle",
    `This would close a circle that runs for ever: ${way}, which starts ${first?.name}. Change one of these outputs.`,
  );
}

function circleThrough(
  start: FunctionDefinition,
  all: FunctionDefinition[],
): Step[] | undefined {
  const seen = new Set<string>();
  const open: { at: FunctionDefinition; way: Step[] }[] = [
    { at: start, way: [] },
  ];
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
function linkBetween(
  from: FunctionDefinition,
  to: FunctionDefinition,
): string | undefined {
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
