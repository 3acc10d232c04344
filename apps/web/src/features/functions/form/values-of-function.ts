import {
  DEFAULT_TIMEOUT_SECONDS,
  type FunctionInput,
  type FunctionOutput,
  inputsOf,
  type OscarFunction,
  outputsOf,
} from "@oscar/contracts";
import { EMPTY_VALUES, type FormValues, type Pair } from "./form-values.ts";

/** A saved function in the form. What equals its default stands as not set, and is not sent back. */
export function valuesOfFunction(saved: OscarFunction): FormValues {
  const { name, environment, registryAuth, concurrency } = saved;
  const isDefaultInput = isSame(saved.inputs, inputsOf({ name }));
  const isDefaultOutput = isSame(
    saved.outputs,
    outputsOf({ name, environment }),
  );
  return {
    ...EMPTY_VALUES,
    image: saved.image,
    name,
    script: saved.script,
    scriptName: `${name}.sh`,
    annotations: pairsOf(saved.annotations),
    environment: pairsOf(environment),
    labels: pairsOf(saved.labels),
    nodeSelector: pairsOf(saved.nodeSelector),
    secrets: Object.keys(saved.secrets).map((key) => ({
      key,
      value: "",
      isKept: true,
    })),
    registry: {
      server: registryAuth?.server ?? "",
      username: registryAuth?.username ?? "",
      password: "",
      isKept: registryAuth !== undefined,
    },
    inputs: isDefaultInput ? [] : saved.inputs.map(textOf),
    outputs: isDefaultOutput
      ? []
      : saved.outputs.map((output) => ({
          ...textOf(output),
          flatten: output.flatten ?? false,
        })),
    timeoutSeconds:
      saved.timeoutSeconds === DEFAULT_TIMEOUT_SECONDS
        ? ""
        : String(saved.timeoutSeconds),
    concurrency: concurrency === undefined ? "" : String(concurrency),
    retries: saved.retries === 0 ? "" : String(saved.retries),
    limits: { ...EMPTY_VALUES.limits, ...saved.limits },
    requests: { ...EMPTY_VALUES.requests, ...saved.requests },
  };
}

function pairsOf(record: Record<string, string>): Pair[] {
  return Object.entries(record).map(([key, value]) => ({ key, value }));
}

function textOf({ bucket, prefix = "", suffixes = [] }: FunctionInput) {
  return { bucket, prefix, suffixes: suffixes.join(" ") };
}

/** True for equal places, with an absent field the same as an empty one. */
function isSame(
  saved: (FunctionInput | FunctionOutput)[],
  standard: FunctionOutput[],
): boolean {
  return (
    saved.length === standard.length &&
    saved.every(
      (place, index) =>
        place.bucket === standard[index]?.bucket &&
        !place.prefix &&
        !place.suffixes?.length &&
        !("flatten" in place && place.flatten),
    )
  );
}
