import { isDeepStrictEqual } from "node:util";
import { type FunctionDefinition, inputsOf, outputsOf } from "@oscar/contracts";

/**
 * A definition without the inputs and outputs that its author never chose. A function is read
 * with those that follow from its name and its OUTPUT_BUCKET written out; put back as they
 * were read they go on following, rather than stay where they are for good.
 */
export function withDerivedWiring(
  given: FunctionDefinition,
  stored: FunctionDefinition,
): FunctionDefinition {
  const { inputs, outputs, ...rest } = given;
  const isInputDerived =
    stored.inputs === undefined && isDeepStrictEqual(inputs, inputsOf(stored));
  const isOutputDerived =
    stored.outputs === undefined &&
    isDeepStrictEqual(outputs, outputsOf(stored));
  return {
    ...rest,
    ...(inputs && !isInputDerived ? { inputs } : {}),
    ...(outputs && !isOutputDerived ? { outputs } : {}),
  };
}
