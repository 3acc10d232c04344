import type { V1Job } from "@kubernetes/client-node";
import type { AttemptSpec } from "../../ports/job-runner.ts";
import { pause } from "../../wait.ts";
import {
  KubernetesError,
  isPassing,
  isStatus,
} from "./cluster/kubernetes-error.ts";
import type { Bell } from "./bell.ts";
import { createOnce } from "./function-secrets.ts";
import { jobManifest } from "./manifests/job-manifest.ts";
import { LABELS, jobNameOf, tokenNameOf } from "./manifests/names.ts";
import { tokenSecret } from "./manifests/secret-manifests.ts";
import {
  type EventObject,
  type JobObject,
  type Pod,
  conditionOf,
} from "./pods/pod.ts";
import type { Workshop } from "./workshop.ts";

const FIRST_PAUSE_MS = 500;
const LAST_PAUSE_MS = 30_000;
/** Of what still holds a warning comes again before it is so old. */
const WARNING_AGE_MS = 15 * 60_000;

/** etcd takes 1.5 MiB, and a server that it refuses tells it in riddles. */
const MAX_JOB_BYTES = 1_400_000;
const TOO_LARGE =
  "The script, its environment and its secrets are together larger than Kubernetes takes.";
const END_LOOK_MS = 2000;
const NEVER = new AbortController().signal;

/** The Job of an attempt and what belongs to it, in the cluster. */
export class AttemptJob {
  readonly name: string;
  readonly #workshop: Workshop;
  readonly #spec: AttemptSpec;
  readonly #manifest: V1Job;

  constructor(workshop: Workshop, spec: AttemptSpec) {
    this.#workshop = workshop;
    this.#spec = spec;
    this.name = jobNameOf(spec);
    this.#manifest = jobManifest(spec, workshop.settings);
  }

  /**
   * Makes all of it, however long the cluster refuses. Undefined when it is there or the
   * signal was aborted, else why it can never be.
   */
  async create(options: {
    signal: AbortSignal;
    onWaiting(message: string): Promise<void>;
  }): Promise<string | undefined> {
    const { signal, onWaiting } = options;
    const size = JSON.stringify(this.#manifest).length;
    if (size > MAX_JOB_BYTES) return TOO_LARGE;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      try {
        await this.#createOnce();
        return undefined;
      } catch (error) {
        if (!(error instanceof KubernetesError)) throw error;
        if (!mayPass(error)) return refusal(error);
        await onWaiting(waitingWords(error));
        if (isStatus(error, 404)) await this.#makeNamespace();
      }
      await pause(pauseMs, { signal });
      pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
    }
    return undefined;
  }

  /** Tells whether it is there; undefined where the signal came before the answer. */
  async isThere(signal: AbortSignal): Promise<boolean | undefined> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      try {
        return (await this.#get()) !== undefined;
      } catch (error) {
        if (!(error instanceof KubernetesError)) throw error;
        this.#workshop.log.warn(
          { err: error, job: this.name },
          "job not found",
        );
      }
      await pause(pauseMs, { signal });
      pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
    }
    return undefined;
  }

  /** What is known of the pod where the watch tells nothing; asked of the cluster itself. */
  async lookForPod(): Promise<
    "job is gone" | "ended without a pod" | Pod | undefined
  > {
    const job = await this.#get();
    if (!job) return "job is gone";
    const pods = await this.#workshop.objects.list<Pod>("pods", {
      labelSelector: this.#ofPods,
    });
    const [pod] = pods.items;
    if (pod) return pod;
    const isEnded = ["Failed", "Complete"].some(
      (type) => conditionOf(job, type)?.status === "True",
    );
    return isEnded ? "ended without a pod" : undefined;
  }

  /** The latest warning about an object, such as a pod that a quota does not allow. */
  async warningOf(
    object: string,
    reasons: RegExp,
  ): Promise<string | undefined> {
    const { items } = await this.#workshop.objects.list<EventObject>("events", {
      fieldSelector: `involvedObject.name=${object},type=Warning`,
    });
    const isOf = ({ reason = "", lastTimestamp }: EventObject) =>
      reasons.test(reason) &&
      Date.now() - Date.parse(lastTimestamp ?? "") < WARNING_AGE_MS;
    const latest = items
      .filter(isOf)
      .toSorted((a, b) => stampOf(a) - stampOf(b));
    return latest.at(-1)?.message;
  }

  /** Makes again what somebody may have removed that a waiting pod needs. */
  async mend(): Promise<void> {
    const { objects, secrets, settings } = this.#workshop;
    await secrets.ensureAnew(this.#spec);
    await createOnce(objects, tokenSecret(this.#spec, settings));
  }

  /**
   * Ends its pod, which has its grace to do so. Resolves when the pod is gone, or after the
   * limit: its node may be out of reach.
   */
  async end(bell: Bell, limitMs: number): Promise<void> {
    const until = performance.now() + limitMs;
    while (performance.now() < until) {
      try {
        if (!(await this.#endOnce())) return;
      } catch (error) {
        if (!(error instanceof KubernetesError)) throw error;
        this.#workshop.log.warn(
          { err: error, job: this.name },
          "pod not ended",
        );
      }
      await bell.wait({ timeoutMs: END_LOOK_MS, signal: NEVER });
    }
  }

  /** True while there is a pod. */
  async #endOnce(): Promise<boolean> {
    const { objects } = this.#workshop;
    // First the Job, so that it makes no other pod.
    await objects.delete("jobs", this.name);
    const pods = await objects.list<Pod>("pods", {
      labelSelector: this.#ofPods,
    });
    for (const { metadata } of pods.items) {
      const { name, uid, deletionTimestamp } = metadata;
      if (deletionTimestamp === undefined)
        await objects.delete("pods", name, { uid });
    }
    return pods.items.length > 0;
  }

  /** Removes all of it. */
  async remove(): Promise<void> {
    const { objects, secrets } = this.#workshop;
    await objects.delete("jobs", this.name);
    await objects.delete("secrets", tokenNameOf(this.#spec));
    await secrets.released(this.#spec);
  }

  async #createOnce(): Promise<void> {
    const { objects, secrets, settings } = this.#workshop;
    await secrets.ensure(this.#spec);
    await createOnce(objects, tokenSecret(this.#spec, settings));
    try {
      await objects.create("jobs", this.#manifest);
    } catch (error) {
      if (!isStatus(error, 409)) throw error;
      await this.#checkOwner();
    }
  }

  async #checkOwner(): Promise<void> {
    const owner = (await this.#get())?.metadata.labels?.[LABELS.ledger];
    const { ledgerId } = this.#workshop.settings;
    if (owner !== undefined && owner !== ledgerId)
      throw new Error(`The Job ${this.name} belongs to the ledger ${owner}`);
  }

  async #makeNamespace(): Promise<void> {
    const { ensureNamespace, log } = this.#workshop;
    await ensureNamespace().catch((err: unknown) =>
      log.warn({ err }, "namespace was not made"),
    );
  }

  get #ofPods(): string {
    return `batch.kubernetes.io/job-name=${this.name}`;
  }

  #get(): Promise<JobObject | undefined> {
    return this.#workshop.objects.get<JobObject>("jobs", this.name);
  }
}

function stampOf({ lastTimestamp }: EventObject): number {
  return Date.parse(lastTimestamp ?? "");
}

/**
 * A missing right can be given, room in a quota can come, and a namespace can be made. An API
 * server whose own try to store a Job has failed tries again with what it has filled in
 * itself, and refuses that (*measured*: "selector not auto-generated").
 */
function mayPass(error: KubernetesError): boolean {
  if (isPassing(error) || isStatus(error, 401, 403, 404, 409)) return true;
  return isStatus(error, 422) && error.message.includes("not auto-generated");
}

function waitingWords(error: KubernetesError): string {
  return error.status === 0
    ? `The Kubernetes cluster cannot be reached (${error.message}).`
    : `Kubernetes refuses to make the job: ${error.message}.`;
}

function refusal(error: KubernetesError): string {
  return isStatus(error, 413) || /too (?:long|large)/i.test(error.message)
    ? TOO_LARGE
    : `Kubernetes cannot make the job: ${error.message}.`;
}
