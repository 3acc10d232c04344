import {
  AppError,
  type FunctionDefinition,
  findCircle,
} from "@oscar/contracts";

/**
 * Refuses a function whose outputs would, through any number of others, start it again.
 * @throws AppError `function_circle` with the circle in its message
 */
export function refuseCircle(
  definition: FunctionDefinition,
  others: FunctionDefinition[],
): void {
  const circle = findCircle(definition, others);
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
