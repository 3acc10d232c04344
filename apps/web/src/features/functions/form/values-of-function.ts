import {
  DEFAULT_TIMEOUT_SECONDS,
  type FunctionInput,
  type FunctionOutput,
  inputsOf,
  type OscarFunction,
  outputsOf,
} from "@oscar/contracts";
import { EMPTY_VALUES, type FormValues, type Pair } from "./form-values.ts";

/** What of a saved function the form is made of. */
export type Definition = Omit<
  OscarFunction,
  | "uid"
  | "generation"
  | "createdAt"
  | "updatedAt"
  | "ready"
  | "problems"
  | "slots"
  | "counts"
  | "notWatched"
>;

/** A saved function in the form. What equals its default stands as not set, and is not sent back. */
export function valuesOfFunction(saved: Definition): FormValues {
  return {
    ...EMPTY_VALUES,
    image: saved.image,
    name: saved.name,
    script: saved.script,
    scriptName: `${saved.name}.sh`,
    annotations: pairsOf(saved.annotations),
    environment: pairsOf(saved.environment),
    labels: pairsOf(saved.labels),
    nodeSelector: pairsOf(saved.nodeSelector),
    secrets: Object.keys(saved.secrets).map((key) => ({
      key,
      value: "",
      isKept: true,
    })),
    registry: registryOf(saved),
    ...placesOf(saved),
    ...numbersOf(saved),
    limits: { ...EMPTY_VALUES.limits, ...saved.limits },
    requests: { ...EMPTY_VALUES.requests, ...saved.requests },
  };
}

function registryOf({ registryAuth }: Definition): FormValues["registry"] {
  return {
    server: registryAuth?.server ?? "",
    username: registryAuth?.username ?? "",
    password: "",
    isKept: registryAuth !== undefined,
  };
}

function placesOf({ name, environment, inputs, outputs }: Definition) {
  const isDefaultInput = isSame(inputs, inputsOf({ name }));
  const isDefaultOutput = isSame(outputs, outputsOf({ name, environment }));
  return {
    inputs: isDefaultInput ? [] : inputs.map(textOf),
    outputs: isDefaultOutput
      ? []
      : outputs.map((output) => ({
          ...textOf(output),
          flatten: output.flatten ?? false,
        })),
  };
}

function numbersOf({ timeoutSeconds, concurrency, retries }: Definition) {
  return {
    timeoutSeconds:
      timeoutSeconds === DEFAULT_TIMEOUT_SECONDS ? "" : String(timeoutSeconds),
    concurrency: concurrency === undefined ? "" : String(concurrency),
    retries: retries === 0 ? "" : String(retries),
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
