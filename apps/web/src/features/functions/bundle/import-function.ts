import {
  DEFAULT_TIMEOUT_SECONDS,
  type FunctionDefinition,
  inputsOf,
  outputsOf,
} from "@oscar/contracts";
import { readBundle } from "./bundle.ts";
import type { FormValues } from "../form/form-values.ts";
import { valuesOfFunction } from "../form/values-of-function.ts";

/**
 * What a bundle puts into the form of a new function.
 * @throws AppError for a file that is no bundle
 */
export async function importFunction(file: File): Promise<FormValues> {
  return valuesOfDefinition(await readBundle(file));
}

function valuesOfDefinition(definition: FunctionDefinition): FormValues {
  const { secrets = {}, registryAuth, ...rest } = definition;
  return {
    ...valuesOfFunction({
      environment: {},
      annotations: {},
      labels: {},
      nodeSelector: {},
      requests: {},
      limits: {},
      timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
      retries: 0,
      ...rest,
      inputs: inputsOf(definition),
      outputs: outputsOf(definition),
      secrets: {},
    }),
    secrets: Object.keys(secrets).map((key) => ({
      key,
      value: "",
      isMissing: true,
    })),
    registry: {
      server: registryAuth?.server ?? "",
      username: registryAuth?.username ?? "",
      password: "",
      isKept: false,
    },
  };
}
