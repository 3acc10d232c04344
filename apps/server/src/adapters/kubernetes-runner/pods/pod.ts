import type { KubernetesObject, ObjectMeta } from "../cluster/objects.ts";

/** What we read of a pod, as the API sends it: core/v1, Pod. */
export interface Pod extends KubernetesObject {
  spec?: { nodeName?: string };
  status?: PodStatus;
}

export interface PodStatus {
  phase?: string;
  /** Set where not a container but the pod as a whole ended: Evicted, DeadlineExceeded. */
  reason?: string;
  message?: string;
  conditions?: Condition[];
  initContainerStatuses?: ContainerStatus[];
  containerStatuses?: ContainerStatus[];
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

export interface ContainerStatus {
  name: string;
  state?: {
    waiting?: { reason?: string; message?: string };
    running?: { startedAt?: string };
    terminated?: Terminated;
  };
}

export interface Terminated {
  exitCode: number;
  reason?: string;
  /** What the container left in its termination log. */
  message?: string;
  startedAt?: string;
  finishedAt?: string;
}

/** What we read of a Job: batch/v1. */
export interface JobObject extends KubernetesObject {
  status?: { conditions?: Condition[] };
}

/** What we read of an event: core/v1. */
export interface EventObject extends KubernetesObject {
  type?: string;
  reason?: string;
  message?: string;
  lastTimestamp?: string;
}

/** The state of one of a pod's containers; undefined before the kubelet has seen it. */
export function stateOf(pod: Pod, container: string): ContainerStatus["state"] {
  const { initContainerStatuses = [], containerStatuses = [] } =
    pod.status ?? {};
  const all = [...initContainerStatuses, ...containerStatuses];
  return all.find(({ name }) => name === container)?.state;
}

export function conditionOf(
  { status }: { status?: { conditions?: Condition[] } },
  type: string,
): Condition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

/** The name of the Job whose pod it is. */
export function jobOf({ labels = {} }: ObjectMeta): string | undefined {
  return labels["batch.kubernetes.io/job-name"] ?? labels["job-name"];
}
