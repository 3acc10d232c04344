import { CONTAINERS } from "../manifests/pod-settings.ts";
import {
  type ContainerStatus,
  type Pod,
  type Terminated,
  conditionOf,
  stateOf,
} from "./pod.ts";

/** Why a pod has not come to its script yet. */
export interface Waiting {
  /** For an image, for a node, or for something that a container needs. */
  for: "image" | "node" | "container";
  container?: string;
  /** In Kubernetes' own words. */
  message: string;
  /** No time will mend it. */
  isDefinite: boolean;
}

export type PodReading =
  | { stage: "pending"; waiting?: Waiting }
  | { stage: "running"; startedAt: Date }
  /** The script has succeeded. */
  | { stage: "uploading"; startedAt: Date; waiting?: Waiting }
  | { stage: "ended"; startedAt?: Date; cause: PodEnd };

/** What ended a pod. */
export type PodEnd =
  /** The pod as a whole: evicted, over its deadline, refused by its node. */
  | { by: "pod"; reason: string; message: string }
  /** Its node has been out of reach for so long that it was given up. */
  | { by: "node"; message: string }
  | { by: "fetch" | "main" | "upload"; terminated: Terminated };

/** Codes with which the wrapper, or who killed it, ends before the log's end is marked. */
const UNMARKED = [125, 127, 137];

/** True where the wrapper has outlived the script, and so has marked the end of its log. */
export function isMarked(cause: PodEnd): boolean {
  if (cause.by === "upload") return true;
  return cause.by === "main" && !UNMARKED.includes(cause.terminated.exitCode);
}

/** What a pod's status says of its attempt. */
export function readPod(pod: Pod): PodReading {
  const given = endOfWhole(pod);
  const main = stateOf(pod, CONTAINERS.main);
  const startedAt = startOf(main);
  const started = startedAt ? { startedAt } : {};
  if (given) return { stage: "ended", ...started, cause: given };
  const fetched = stateOf(pod, CONTAINERS.fetch)?.terminated;
  if (fetched && fetched.exitCode !== 0)
    return { stage: "ended", cause: { by: "fetch", terminated: fetched } };
  const ended = main?.terminated;
  if (ended && hasFailed(ended)) {
    const cause: PodEnd = { by: "main", terminated: ended };
    return { stage: "ended", ...started, cause };
  }
  if (!startedAt) return pendingOf(pod);
  return ended ? uploadOf(pod, startedAt) : { stage: "running", startedAt };
}

/**
 * A child of the script that was killed for memory marks the container, whatever the script
 * made of it; where that exited with 0 the pod would wait for ever.
 */
function hasFailed({ exitCode, reason }: Terminated): boolean {
  return exitCode !== 0 || reason === "OOMKilled";
}

function endOfWhole(pod: Pod): PodEnd | undefined {
  const { phase, reason, message = "" } = pod.status ?? {};
  if (phase === "Failed" && reason) return { by: "pod", reason, message };
  const disruption = conditionOf(pod, "DisruptionTarget");
  if (
    pod.metadata.deletionTimestamp !== undefined &&
    disruption?.status === "True" &&
    disruption.reason === "DeletionByTaintManager"
  ) {
    return { by: "node", message: disruption.message ?? "" };
  }
  return undefined;
}

/** When the script began; Kubernetes writes 1970 for a container that could not be started. */
function startOf(main: ContainerStatus["state"]): Date | undefined {
  const startedAt = main?.running?.startedAt ?? main?.terminated?.startedAt;
  const at = new Date(startedAt ?? 0);
  return at.getTime() > 0 ? at : undefined;
}

function pendingOf(pod: Pod): PodReading {
  const unscheduled = conditionOf(pod, "PodScheduled");
  if (unscheduled?.status === "False") {
    const waiting: Waiting = {
      for: "node",
      message: unscheduled.message ?? unscheduled.reason ?? "",
      isDefinite: false,
    };
    return { stage: "pending", waiting };
  }
  const waiting = waitingOf(pod, CONTAINERS.fetch, CONTAINERS.main);
  return { stage: "pending", ...(waiting ? { waiting } : {}) };
}

function uploadOf(pod: Pod, startedAt: Date): PodReading {
  const terminated = stateOf(pod, CONTAINERS.upload)?.terminated;
  if (terminated) {
    const cause: PodEnd = { by: "upload", terminated };
    return { stage: "ended", startedAt, cause };
  }
  const waiting = waitingOf(pod, CONTAINERS.upload);
  return { stage: "uploading", startedAt, ...(waiting ? { waiting } : {}) };
}

const FOR_IMAGE =
  /^(?:ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|ImageInspectError|SignatureValidationFailed)$/;
/** What every container says that has to wait for its turn. */
const IN_TURN = /^(?:PodInitializing|ContainerCreating)$/;

function waitingOf(pod: Pod, ...containers: string[]): Waiting | undefined {
  for (const container of containers) {
    const waiting = stateOf(pod, container)?.waiting;
    const { reason = "", message = "" } = waiting ?? {};
    if (reason === "" || IN_TURN.test(reason)) continue;
    const isImage = FOR_IMAGE.test(reason);
    return {
      for: isImage ? "image" : "container",
      container,
      message: message === "" ? reason : message,
      isDefinite: reason === "InvalidImageName",
    };
  }
  return undefined;
}
