import type { V1EnvVar } from "@kubernetes/client-node";
import { RESERVED_VARIABLES } from "@oscar/contracts";
import type { AttemptSpec } from "../../../ports/job-runner.ts";
import { literal } from "./literal.ts";
import { POD_PATHS, SECRET_KEYS } from "./pod-settings.ts";

/** The input file is named after the last segment of the object's key. */
export function inputPathOf(key: string): string {
  return `${POD_PATHS.in}/${key.slice(key.lastIndexOf("/") + 1)}`;
}

/** The environment of the script, as design.md part 5 fixes it, over that of its image. */
export function scriptVariables(
  attempt: AttemptSpec,
  secretName: string,
): V1EnvVar[] {
  const { environment = {}, secrets = {} } = attempt.definition;
  const variables = new Map<string, V1EnvVar>();
  const give = (variable: V1EnvVar) => variables.set(variable.name, variable);
  give({ name: "TMPDIR", value: POD_PATHS.tmp });
  for (const [name, value] of Object.entries(environment))
    give({ name, value: literal(value) });
  for (const name of Object.keys(secrets)) {
    const key = SECRET_KEYS.variable(name);
    const valueFrom = { secretKeyRef: { name: secretName, key } };
    give({ name, valueFrom });
  }
  for (const [name, value] of Object.entries(ownVariables(attempt)))
    give({ name, value: literal(value) });
  return [...variables.values()];
}

type OwnVariable = (typeof RESERVED_VARIABLES)[number];

function ownVariables(attempt: AttemptSpec): Record<OwnVariable, string> {
  const { input, definition } = attempt;
  return {
    INPUT_FILE_PATH: inputPathOf(input.key),
    TMP_INPUT_DIR: POD_PATHS.in,
    TMP_OUTPUT_DIR: POD_PATHS.out,
    STORAGE_OBJECT_KEY: `${input.bucket}/${input.key}`,
    EVENT: attempt.event,
    EVENT_TIME: attempt.eventTime,
    OSCAR_FUNCTION: definition.name,
    OSCAR_JOB_ID: attempt.jobId,
    OSCAR_ATTEMPT: String(attempt.attempt),
  };
}
