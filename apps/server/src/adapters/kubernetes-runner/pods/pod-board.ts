import type { ObjectsObserver } from "../cluster/follow-objects.ts";
import { type Pod, jobOf } from "./pod.ts";

/** What is known of the pod of a Job. */
export interface SeenPod {
  /** As it was last seen. */
  pod?: Pod;
  /** It was there, and is not any more. */
  isGone: boolean;
}

const UNSEEN: SeenPod = { isGone: false };

/** The latest state of every pod of ours, by the name of its Job. */
export class PodBoard implements ObjectsObserver<Pod> {
  readonly #pods = new Map<string, SeenPod>();
  readonly #listeners = new Map<string, () => void>();

  seen(job: string): SeenPod {
    return this.#pods.get(job) ?? UNSEEN;
  }

  /** Calls back at every change, until it is disposed. One listener for each Job. */
  listen(job: string, onChange: () => void): Disposable {
    this.#listeners.set(job, onChange);
    return {
      [Symbol.dispose]: () => {
        if (this.#listeners.get(job) === onChange) this.#listeners.delete(job);
        if (this.#pods.get(job)?.isGone) this.#pods.delete(job);
      },
    };
  }

  replaced(pods: Pod[]): void {
    const present = new Set(pods.map((pod) => jobOf(pod.metadata)));
    for (const [job, { pod }] of this.#pods)
      if (pod && !present.has(job)) this.removed(pod);
    for (const pod of pods) this.changed(pod);
  }

  changed(pod: Pod): void {
    this.#put(pod, { pod, isGone: false });
  }

  removed(pod: Pod): void {
    const job = jobOf(pod.metadata) ?? "";
    // The end of an earlier pod may come after the begin of the next.
    const { uid } = this.seen(job).pod?.metadata ?? pod.metadata;
    if (uid === pod.metadata.uid) this.#put(pod, { pod, isGone: true });
  }

  #put(pod: Pod, seen: SeenPod): void {
    const job = jobOf(pod.metadata);
    if (job === undefined) return;
    const listener = this.#listeners.get(job);
    if (seen.isGone && !listener) this.#pods.delete(job);
    else this.#pods.set(job, seen);
    listener?.();
  }
}
