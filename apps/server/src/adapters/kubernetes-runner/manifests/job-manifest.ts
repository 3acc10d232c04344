import type {
  V1Job,
  V1PodSpec,
  V1PodTemplateSpec,
  V1Toleration,
} from "@kubernetes/client-node";
import { DEFAULT_TIMEOUT_SECONDS } from "@oscar/contracts";
import type { AttemptSpec } from "../../../ports/job-runner.ts";
import { mainContainer, supervisorContainer } from "./containers.ts";
import {
  attemptLabels,
  isOurs,
  jobNameOf,
  pullNameOf,
  scriptNameOf,
  tokenNameOf,
} from "./names.ts";
import {
  CONTAINERS,
  POD_PATHS,
  type PodSettings,
  SECRET_KEYS,
} from "./pod-settings.ts";
import { TERM_GRACE_SECONDS } from "./wrapper.ts";

/** The wrapper keeps its own grace within the pod's. */
const POD_GRACE_SECONDS = TERM_GRACE_SECONDS + 5;
/** How long a pod may take besides its script and the wait for the server: pulling, moving bytes. */
const SLACK_SECONDS = 24 * 3600;

/**
 * The Job of an attempt: one pod, never restarted. It has no deadline, since that counts the
 * waiting and the pulling too, and deletes the pod with its log.
 */
export function jobManifest(attempt: AttemptSpec, settings: PodSettings) {
  const { labels = {}, annotations = {} } = attempt.definition;
  const own = attemptLabels(settings.ledgerId, attempt);
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name: jobNameOf(attempt),
      labels: { ...foreign(labels), ...own },
      annotations: foreign(annotations),
    },
    spec: {
      parallelism: 1,
      completions: 1,
      backoffLimit: 0,
      // Not while the first is only terminating: two of an attempt must not run.
      podReplacementPolicy: "Failed",
      template: podTemplate(attempt, settings, own),
    },
  } satisfies V1Job;
}

/**
 * Users' labels stay off the pod: with the right one it would become an endpoint of
 * somebody's Service.
 */
function podTemplate(
  attempt: AttemptSpec,
  settings: PodSettings,
  labels: Record<string, string>,
): V1PodTemplateSpec {
  return { metadata: { labels }, spec: podSpec(attempt, settings) };
}

function podSpec(attempt: AttemptSpec, settings: PodSettings): V1PodSpec {
  const { nodeSelector, registryAuth, timeoutSeconds } = attempt.definition;
  const limit = timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
  const pullSecret = { name: pullNameOf(attempt.functionUid) };
  return {
    restartPolicy: "Never",
    activeDeadlineSeconds: limit + settings.uploadWaitSeconds + SLACK_SECONDS,
    terminationGracePeriodSeconds: POD_GRACE_SECONDS,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { seccompProfile: { type: "RuntimeDefault" } },
    tolerations: tolerations(settings.unreachableSeconds),
    ...(nodeSelector ? { nodeSelector } : {}),
    ...(registryAuth ? { imagePullSecrets: [pullSecret] } : {}),
    initContainers: [
      supervisorContainer(CONTAINERS.fetch, attempt, settings),
      mainContainer(attempt),
    ],
    containers: [supervisorContainer(CONTAINERS.upload, attempt, settings)],
    volumes: [
      { name: "scratch", emptyDir: {} },
      {
        name: "function",
        secret: {
          secretName: scriptNameOf(attempt),
          // A function's own secrets are none of the files.
          items: [{ key: SECRET_KEYS.script, path: baseOf(POD_PATHS.script) }],
          defaultMode: 0o555,
        },
      },
      {
        name: "attempt",
        secret: { secretName: tokenNameOf(attempt), defaultMode: 0o444 },
      },
    ],
  };
}

/** After so long on a node that cannot be reached the pod counts as gone. */
function tolerations(tolerationSeconds: number): V1Toleration[] {
  return ["not-ready", "unreachable"].map((state) => ({
    key: `node.kubernetes.io/${state}`,
    operator: "Exists",
    effect: "NoExecute",
    tolerationSeconds,
  }));
}

function foreign(pairs: Record<string, string>): Record<string, string> {
  const theirs = Object.entries(pairs).filter(([name]) => !isOurs(name));
  return Object.fromEntries(theirs);
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
