import type { AttemptEnd, AttemptSpec } from "../../ports/job-runner.ts";
import { startFailed } from "../process-runner/failure.ts";
import type { AttemptJob } from "./attempt-job.ts";
import { KubernetesError } from "./cluster/kubernetes-error.ts";
import { CONTAINERS } from "./manifests/pod-settings.ts";
import { lost } from "./pods/explain-end.ts";
import { type Pod, stateOf } from "./pods/pod.ts";
import type { Waiting } from "./pods/read-pod.ts";
import { isRefusal, supervisorProblem, wordsOf } from "./pods/words.ts";
import type { Workshop } from "./workshop.ts";

/** One more than what waited first and the probe that the dispatcher sends after it. */
const MAX_CROWD = 3;

/** What came of a look at a pod that does not go on. */
export interface Look {
  /** What it waits for, in words; undefined where nothing is known. */
  message?: string | undefined;
  /** It has been waited for long enough, or in vain. */
  end?: AttemptEnd;
  /** When to look again, if nothing happens before. */
  nextMs: number;
}

/** Looks why a pod does not come to its script, and decides how long to wait for what. */
export class PodWait {
  readonly #workshop: Workshop;
  readonly #spec: AttemptSpec;
  readonly #job: AttemptJob;
  /** What it waits for, and since when by performance.now(). */
  #kind = "";
  #since = 0;
  /** The last answer of the cluster, and when it was asked for. */
  #asked: { at: number; message: string | undefined } | undefined;

  constructor(workshop: Workshop, spec: AttemptSpec, job: AttemptJob) {
    this.#workshop = workshop;
    this.#spec = spec;
    this.#job = job;
  }

  /** Since when it waits for its image, by performance.now(). */
  get imageSince(): number | undefined {
    return this.#kind === "image" ? this.#since : undefined;
  }

  async look(
    pod: Pod | undefined,
    waiting: Waiting | undefined,
  ): Promise<Look> {
    const kind = waiting?.for ?? (pod ? (supervisorOf(pod) ?? "begin") : "pod");
    if (kind !== this.#kind) {
      this.#kind = kind;
      this.#since = performance.now();
      this.#asked = undefined;
    }
    try {
      if (!pod) return await this.#lookForPod();
      return waiting
        ? await this.#lookAt(waiting)
        : await this.#lookForWarning(pod);
    } catch (error) {
      if (!(error instanceof KubernetesError)) throw error;
      const { lookMs } = this.#workshop.patience;
      return { message: this.#asked?.message, nextMs: lookMs };
    }
  }

  get #waitedMs(): number {
    return performance.now() - this.#since;
  }

  async #lookAt(waiting: Waiting): Promise<Look> {
    const message = wordsOf(waiting, this.#spec.definition.image);
    const { lookMs, containerMs, crowdMs } = this.#workshop.patience;
    const look: Look = { message, nextMs: lookMs };
    if (waiting.for === "node") return look;
    if (waiting.for === "image") {
      const limitMs = this.#imageLimitMs(waiting);
      const end: AttemptEnd = {
        outcome: "failed",
        reason: "image_pull",
        message,
      };
      return this.#isCrowd
        ? this.#within(crowdMs, look, crowded(this.#spec))
        : this.#within(limitMs, look, end);
    }
    if (this.#mayAsk()) {
      await this.#job.mend();
      this.#asked = { at: performance.now(), message };
    }
    return this.#within(containerMs, look, startFailed(message));
  }

  /**
   * Pods that wait for an image hold the CPU and the memory that they have asked for. So of a
   * function whose image does not come a few go on waiting, and leave the room to others.
   */
  get #isCrowd(): boolean {
    return this.#workshop.crowdBefore(this.#spec) >= MAX_CROWD;
  }

  /** Of our own image the user knows nothing, and the operator can mend it. */
  #imageLimitMs({ container, message, isDefinite }: Waiting): number {
    const { imageMs, refusedImageMs } = this.#workshop.patience;
    if (container !== CONTAINERS.main) return Infinity;
    if (isDefinite) return 0;
    return isRefusal(message) ? refusedImageMs : imageMs;
  }

  #within(limitMs: number, look: Look, end: AttemptEnd): Look {
    const leftMs = limitMs - this.#waitedMs;
    if (leftMs <= 0) return { ...look, end };
    return { ...look, nextMs: Math.min(look.nextMs, leftMs) };
  }

  async #lookForPod(): Promise<Look> {
    const { board, patience } = this.#workshop;
    if (this.#waitedMs < patience.podMs) return { nextMs: patience.podMs };
    if (this.#mayAsk()) {
      const found = await this.#job.lookForPod();
      if (found === "job is gone")
        return { end: lost("The job was removed from Kubernetes."), nextMs: 0 };
      if (found === "ended without a pod")
        return {
          end: lost("The job's pod was removed from Kubernetes."),
          nextMs: 0,
        };
      if (found) board.changed(found);
      else await this.#ask(this.#job.name, /^FailedCreate$/);
    }
    return { message: this.#asked?.message, nextMs: patience.lookMs };
  }

  /** Scheduled, and nothing is said of its containers: a volume, or the pod's network. */
  async #lookForWarning(pod: Pod): Promise<Look> {
    const { lookMs } = this.#workshop.patience;
    const container = supervisorOf(pod);
    if (container) return this.#lookAtSupervisor(pod, container);
    if (this.#waitedMs >= lookMs && this.#mayAsk()) {
      await this.#ask(
        pod.metadata.name,
        /^Failed(?:Mount|AttachVolume|CreatePodSandBox)$/,
      );
      if (this.#asked?.message !== undefined) await this.#job.mend();
    }
    return { message: this.#asked?.message, nextMs: lookMs };
  }

  /** It waits for the server and for the store, and says so in its log alone. */
  async #lookAtSupervisor(
    { metadata }: Pod,
    container: Supervisor,
  ): Promise<Look> {
    const { objects, patience } = this.#workshop;
    if (this.#waitedMs >= patience.lookMs && this.#mayAsk()) {
      const said = await objects.logTail(metadata.name, container, 1);
      const message = supervisorProblem(container, said);
      this.#asked = { at: performance.now(), message };
    }
    return { message: this.#asked?.message, nextMs: patience.lookMs };
  }

  #mayAsk(): boolean {
    const { lookMs } = this.#workshop.patience;
    return !this.#asked || performance.now() - this.#asked.at >= lookMs * 0.9;
  }

  async #ask(object: string, reasons: RegExp): Promise<void> {
    const warning = await this.#job.warningOf(object, reasons);
    const at = performance.now();
    const message =
      warning === undefined ? undefined : `Kubernetes says: ${warning}`;
    this.#asked = { at, message };
  }
}

type Supervisor = "fetch" | "upload";

/** Which container of ours runs just now. */
function supervisorOf(pod: Pod): Supervisor | undefined {
  const { fetch, upload } = CONTAINERS;
  return [fetch, upload].find((name) => stateOf(pod, name)?.running);
}

function crowded({ definition }: AttemptSpec): AttemptEnd {
  const message = `Other jobs wait for the image ${definition.image} already, so this one is queued again.`;
  return lost(message, { excused: true });
}
