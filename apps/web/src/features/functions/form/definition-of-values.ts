import type { FunctionDefinition } from "@oscar/contracts";
import type { FormValues, Pair } from "./form-values.ts";

/** What the form says, as the server takes it; what is left empty is left out. */
export function definitionOfValues(values: FormValues): FunctionDefinition {
  return withoutEmpty({
    name: values.name.trim(),
    image: values.image.trim(),
    script: values.script,
    environment: recordOf(values.environment),
    secrets: secretsOf(values.secrets),
    annotations: recordOf(values.annotations),
    labels: recordOf(values.labels),
    requests: resourcesOf(values.requests),
    limits: resourcesOf(values.limits),
    registryAuth: registryOf(values.registry),
    nodeSelector: recordOf(values.nodeSelector),
    inputs: listOf(values.inputs.map(placeOf)),
    outputs: listOf(
      values.outputs.map((output) => ({
        ...placeOf(output),
        ...(output.flatten ? { flatten: true } : {}),
      })),
    ),
    timeoutSeconds: numberOf(values.timeoutSeconds),
    concurrency: numberOf(values.concurrency),
    retries: numberOf(values.retries),
  });
}

/** Without this the comparison with the strict schema would see keys that hold nothing. */
function withoutEmpty(definition: FunctionDefinition): FunctionDefinition {
  return Object.fromEntries(
    Object.entries(definition).filter(([, value]) => value !== undefined),
  ) as FunctionDefinition;
}

function recordOf(pairs: Pair[]): Record<string, string> | undefined {
  if (pairs.length === 0) return undefined;
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
}

function secretsOf(pairs: Pair[]): Record<string, string | null> | undefined {
  if (pairs.length === 0) return undefined;
  return Object.fromEntries(
    pairs.map(({ key, value, isKept }) => [key, isKept ? null : value]),
  );
}

function resourcesOf({ cpu, memory }: FormValues["limits"]) {
  if (cpu.trim() === "" && memory.trim() === "") return undefined;
  return {
    ...(cpu.trim() === "" ? {} : { cpu: cpu.trim() }),
    ...(memory.trim() === "" ? {} : { memory: memory.trim() }),
  };
}

function registryOf(registry: FormValues["registry"]) {
  const { server, username, password, isKept } = registry;
  if (server.trim() === "" && username.trim() === "" && password === "")
    return undefined;
  return {
    server: server.trim(),
    username: username.trim(),
    password: password === "" && isKept ? null : password,
  };
}

function placeOf({ bucket, prefix, suffixes }: FormValues["inputs"][number]) {
  const ends = suffixes.split(/[\s,]+/).filter((end) => end !== "");
  return {
    bucket: bucket.trim(),
    ...(prefix === "" ? {} : { prefix }),
    ...(ends.length === 0 ? {} : { suffixes: ends }),
  };
}

function listOf<T>(items: T[]): T[] | undefined {
  return items.length === 0 ? undefined : items;
}

/** What is no number stays one that no schema accepts, so that the field shows it. */
function numberOf(text: string): number | undefined {
  return text.trim() === "" ? undefined : Number(text);
}
