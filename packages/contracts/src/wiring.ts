import type {
  FunctionDefinition,
  FunctionInput,
  FunctionOutput,
} from "./functions.ts";

/** The inputs of a definition: its own, or else the bucket `NAME-in`. */
export function inputsOf(
  definition: Pick<FunctionDefinition, "name" | "inputs">,
): FunctionInput[] {
  return definition.inputs ?? [{ bucket: `${definition.name}-in` }];
}

/** The outputs of a definition: its own, or the bucket in OUTPUT_BUCKET, or else `NAME-out`. */
export function outputsOf(
  definition: Pick<FunctionDefinition, "name" | "outputs" | "environment">,
): FunctionOutput[] {
  const bucket = definition.environment?.["OUTPUT_BUCKET"];
  return definition.outputs ?? [{ bucket: bucket ?? `${definition.name}-out` }];
}
