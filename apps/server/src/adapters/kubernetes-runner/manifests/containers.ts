import type { V1Container, V1EnvVar } from "@kubernetes/client-node";
import { DEFAULT_TIMEOUT_SECONDS } from "@oscar/contracts";
import type { AttemptSpec } from "../../../ports/job-runner.ts";
import { interpreterOf } from "../../process-runner/interpreter.ts";
import { inputPathOf, scriptVariables } from "./environment.ts";
import { literal } from "./literal.ts";
import { scriptNameOf } from "./names.ts";
import {
  CONTAINERS,
  POD_PATHS,
  type PodSettings,
  SECRET_KEYS,
  SUPERVISOR_USER,
} from "./pod-settings.ts";
import { TERM_GRACE_SECONDS, WRAPPER } from "./wrapper.ts";

const SCRATCH = { name: "scratch", mountPath: POD_PATHS.scratch };
/**
 * It moves bytes in small pieces; what the kernel caches of them is no use of memory. The
 * request is its share of a busy node too: with less it hardly comes to start there.
 */
const SUPERVISOR_RESOURCES = {
  requests: { cpu: "100m", memory: "64Mi" },
  limits: { memory: "256Mi" },
};
/** In the console's image, whatever its working folder. */
const SUPERVISOR_MAIN = "/app/supervisor/main.mjs";

/** The user's image: it needs /bin/sh, and gets nothing of ours but the script. */
export function mainContainer(attempt: AttemptSpec): V1Container {
  const { definition } = attempt;
  const { image, requests, limits } = definition;
  return {
    name: CONTAINERS.main,
    image,
    imagePullPolicy: "IfNotPresent",
    command: ["/bin/sh", "-c", literal(WRAPPER), "oscar"],
    args: wrapperArguments(attempt).map(literal),
    workingDir: POD_PATHS.work,
    env: scriptVariables(attempt, scriptNameOf(attempt)),
    resources: {
      ...(requests ? { requests: present(requests) } : {}),
      ...(limits ? { limits: present(limits) } : {}),
    },
    volumeMounts: [
      SCRATCH,
      { name: "function", mountPath: "/oscar/function", readOnly: true },
    ],
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
    },
  };
}

function wrapperArguments({ definition }: AttemptSpec): string[] {
  const { program, argument } = interpreterOf(definition.script);
  return [
    String(definition.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS),
    String(TERM_GRACE_SECONDS),
    program,
    ...(argument === undefined ? [] : [argument]),
    POD_PATHS.script,
  ];
}

/** One of our own containers, before or after the user's. */
export function supervisorContainer(
  name: "fetch" | "upload",
  attempt: AttemptSpec,
  settings: PodSettings,
): V1Container {
  return {
    name,
    image: settings.supervisorImage,
    imagePullPolicy: "IfNotPresent",
    command: ["node", SUPERVISOR_MAIN, name],
    env: supervisorVariables(attempt, settings),
    resources: SUPERVISOR_RESOURCES,
    volumeMounts: [
      SCRATCH,
      { name: "attempt", mountPath: POD_PATHS.attempt, readOnly: true },
    ],
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: SUPERVISOR_USER,
      runAsGroup: SUPERVISOR_USER,
    },
  };
}

function supervisorVariables(
  attempt: AttemptSpec,
  settings: PodSettings,
): V1EnvVar[] {
  const values = {
    OSCAR_URL: settings.serverUrl,
    OSCAR_JOB_ID: attempt.jobId,
    OSCAR_ATTEMPT: String(attempt.attempt),
    OSCAR_TOKEN_FILE: `${POD_PATHS.attempt}/${SECRET_KEYS.token}`,
    OSCAR_UPLOAD_WAIT_SECONDS: String(settings.uploadWaitSeconds),
    OSCAR_SCRATCH_DIR: POD_PATHS.scratch,
    INPUT_FILE_PATH: inputPathOf(attempt.input.key),
    ...(settings.extraCa === undefined
      ? {}
      : { NODE_EXTRA_CA_CERTS: `${POD_PATHS.attempt}/${SECRET_KEYS.ca}` }),
  };
  const variables: V1EnvVar[] = Object.entries(values).map(([name, value]) => ({
    name,
    value: literal(value),
  }));
  const fieldRef = { fieldPath: "metadata.uid" };
  return [...variables, { name: "OSCAR_POD_UID", valueFrom: { fieldRef } }];
}

function present(
  quantities: Record<string, string | undefined>,
): Record<string, string> {
  const given = Object.entries(quantities).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(given);
}
