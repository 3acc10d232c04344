import { expect, vi } from "vitest";
import type { AttemptEnd, AttemptSpec } from "../../ports/job-runner.ts";
import { hooksOf } from "../../ports/runner-tester.contract.ts";
import type { JobObject, Pod } from "./pods/pod.ts";
import { jobNameOf } from "./manifests/names.ts";
import type { KubernetesWorld } from "./kubernetes-world.fixture.ts";

/** On a busy machine a pod takes a minute to start. */
const WAIT = { timeout: 150_000, interval: 100 };
/** Stands among the words for what is waited for where that is nothing any more. */
export const GOES_ON = "goes on";

/** An attempt on the real cluster that a test looks at while it is led. */
export interface LedAttempt {
  spec: AttemptSpec;
  job: string;
  /** How it ends; afterwards all of it is released. */
  end: Promise<AttemptEnd>;
  /** What it was said to wait for. */
  waited: string[];
  cancel(): void;
  /** Waits until it is said to wait for something. */
  toWaitFor(words: RegExp): Promise<void>;
  toStart(): Promise<void>;
  toSay(words: string): Promise<void>;
  /** Its pod as it is now. */
  pod(): Promise<Pod | undefined>;
}

/** Runs an attempt in a world. */
export function lead(world: KubernetesWorld, spec: AttemptSpec): LedAttempt {
  const abort = new AbortController();
  const { hooks, started } = hooksOf();
  const waited: string[] = [];
  hooks.waiting = async (message) => void waited.push(message ?? GOES_ON);
  const runner = world.latest();
  const { logs, cluster } = world;
  async function run(): Promise<AttemptEnd> {
    const end = await runner.run(spec, hooks, { signal: abort.signal });
    await runner.release(spec);
    return end;
  }
  const job = jobNameOf(spec);
  return {
    spec,
    job,
    end: run(),
    waited,
    cancel: () => abort.abort(),
    toWaitFor: (words) =>
      vi.waitFor(() => expect(waited.join("\n")).toMatch(words), WAIT),
    toStart: async () => void (await started),
    toSay: (words) =>
      vi.waitFor(async () => {
        const log = await logs.read(spec, { from: 0, limit: 1 << 20 });
        expect(log.toString()).toContain(words);
      }, WAIT),
    async pod() {
      const labelSelector = `job-name=${job}`;
      const { items } = await cluster.objects.list<Pod>("pods", {
        labelSelector,
      });
      return items[0];
    },
  };
}

/** Waits until nothing is left of an attempt. */
export async function toBeGone(
  { cluster }: KubernetesWorld,
  { job }: Pick<LedAttempt, "job">,
): Promise<void> {
  await vi.waitFor(async () => {
    expect(await cluster.objects.get<JobObject>("jobs", job)).toBeUndefined();
    const { items } = await cluster.objects.list<Pod>("pods", {
      labelSelector: `job-name=${job}`,
    });
    expect(items).toEqual([]);
    expect(
      await cluster.objects.get("secrets", `${job}-token`),
    ).toBeUndefined();
  }, WAIT);
}
