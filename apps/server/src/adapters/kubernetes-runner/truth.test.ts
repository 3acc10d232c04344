import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { RunnerTester } from "../../ports/runner-tester.contract.ts";
import { followObjects } from "./cluster/follow-objects.ts";
import {
  type KubernetesWorld,
  NEEDS_PODS,
  createKubernetesWorld,
  hasPods,
} from "./kubernetes-world.fixture.ts";
import { lead, toBeGone } from "./led-attempt.fixture.ts";
import { WRAPPER_FACTS } from "./manifests/wrapper.ts";
import { PodBoard } from "./pods/pod-board.ts";
import { type Pod, stateOf } from "./pods/pod.ts";

const MEMORY = { memory: "24Mi" };
const LIMIT = { limits: MEMORY, requests: MEMORY };

describe.skipIf(!hasPods)(
  `what is said of a job on Kubernetes ${NEEDS_PODS}`,
  { timeout: 300_000, concurrent: true },
  () => {
    let world: KubernetesWorld;
    let tester: RunnerTester;
    beforeAll(async () => {
      world = await createKubernetesWorld({
        patience: { imageMs: 3000, lookMs: 1000, overtimeMs: 3000 },
      });
      tester = new RunnerTester(world);
      await tester.prepare();
    }, 60_000);
    afterAll(() => world[Symbol.asyncDispose](), 60_000);

    async function start(...parts: Parameters<RunnerTester["attempt"]>) {
      return lead(world, await tester.attempt(...parts));
    }

    it("names an image that cannot be pulled, and what its registry said", async () => {
      const definition = { image: "localhost:1/no-such/image:7" };
      const job = await start("true", { definition });
      await job.toWaitFor(
        /^waiting: The image localhost:1\/no-such\/image:7 cannot be pulled: .*localhost:1.*connection refused/m,
      );
      expect(world.runner.problemsOf(job.spec.functionUid)).toEqual([
        expect.stringContaining("cannot be pulled"),
      ]);
      expect(await job.end).toMatchObject({
        outcome: "failed",
        reason: "image_pull",
        message: expect.stringContaining(
          "localhost:1/no-such/image:7",
        ) as string,
      });
      expect(world.runner.problemsOf(job.spec.functionUid)).toEqual([]);
      await toBeGone(world, job);
    });

    it("says that no node takes a job, which goes on waiting", async () => {
      const definition = { requests: { cpu: "500" } };
      const job = await start("true", { definition });
      await job.toWaitFor(
        /^waiting: 0\/1 nodes are available: 1 Insufficient cpu\.$/m,
      );
      const ended = await Promise.race([
        job.end,
        job.pod().then(() => "waits"),
      ]);
      expect(ended).toBe("waits");
      job.cancel();
      expect(await job.end).toEqual({ outcome: "cancelled" });
      await toBeGone(world, job);
    });

    it("knows a script that was killed for memory", async () => {
      const job = await start("exec tail /dev/zero", { definition: LIMIT });
      expect(await job.end).toMatchObject({
        reason: "out_of_memory",
        exitCode: 137,
        message:
          "The script was killed, since the job used more memory than its limit of 24Mi.",
      });
    });

    it.each([3, 0])(
      "knows a program of the script that was killed for memory, though that exits with %i",
      async (exitCode) => {
        const script = `tail /dev/zero; echo after; exit ${exitCode}`;
        const job = await start(script, { definition: LIMIT });
        expect(await job.end).toMatchObject({
          reason: "out_of_memory",
          exitCode,
          message: expect.stringMatching(
            /^A program .*limit of 24Mi\.$/,
          ) as string,
        });
        expect(await tester.logOf(job.spec)).toMatch(
          /after\n.*A program that/s,
        );
        await toBeGone(world, job);
      },
    );

    it("asks the kernel who was killed for memory, and not the container runtime alone", async () => {
      const job = await start("tail /dev/zero; exit 0", { definition: LIMIT });
      const board = new PodBoard();
      using _listening = board.listen(job.job, () => undefined);
      const watch = new AbortController();
      const followed = followObjects<Pod>(world.cluster.objects, {
        kind: "pods",
        labelSelector: `job-name=${job.job}`,
        observer: board,
        signal: watch.signal,
        onState: () => undefined,
      });
      await job.end;
      await vi.waitFor(() => {
        const { pod } = board.seen(job.job);
        expect(pod && stateOf(pod, "main")?.terminated).toMatchObject({
          exitCode: 137,
          message: `${WRAPPER_FACTS.outOfMemory} 0\n`,
        });
      });
      watch.abort();
      await followed;
    });

    it("names an interpreter that is not in the image", async () => {
      const job = await start("#!/usr/bin/python3\nprint(1)\n");
      expect(await job.end).toMatchObject({
        reason: "start_failed",
        message:
          "The script's interpreter /usr/bin/python3 is not in the image busybox.",
      });
    });

    it("says so where environment or secrets are larger than a cluster takes", async () => {
      const long = Array.from({ length: 40 }, (_, n) => [
        `V${n}`,
        "x".repeat(60_000),
      ]);
      const values = Object.fromEntries(long) as Record<string, string>;
      for (const definition of [{ environment: values }, { secrets: values }]) {
        const job = await start("true", { definition });
        expect(await job.end).toMatchObject({
          reason: "start_failed",
          message: expect.stringMatching(/larger than/) as string,
        });
      }
    });

    it("tells what Kubernetes does not take, such as a wrong label", async () => {
      const definition = { labels: { "not a label": "x" } };
      const job = await start("true", { definition });
      expect(await job.end).toMatchObject({
        reason: "start_failed",
        message: expect.stringContaining("not a label") as string,
      });
    });

    it("ends a script that hinders its own time limit", async () => {
      const script =
        "for n in 1 2 3 4 5; do pkill -KILL sleep; usleep 100000; done; echo ready; while :; do :; done";
      const definition = { timeoutSeconds: 10 };
      const job = await start(script, { definition });
      await job.toSay("ready");
      expect(await job.end).toMatchObject({ reason: "timeout" });
      await toBeGone(world, job);
    });

    it("has lost a job whose pod somebody deleted", async () => {
      const job = await start(
        "trap 'exit 0' TERM; echo ready; while :; do sleep 1; done",
      );
      await job.toSay("ready");
      const name = (await job.pod())?.metadata.name ?? "";
      await world.cluster.objects.delete("pods", name);
      const message =
        "The job's pod was removed from Kubernetes before it had ended.";
      expect(await job.end).toEqual({
        outcome: "failed",
        reason: "lost",
        message,
      });
      await toBeGone(world, job);
    });

    it("has lost a job that somebody deleted before it had a pod", async () => {
      const definition = { nodeSelector: { nowhere: "yes" } };
      const job = await start("true", { definition });
      await job.toWaitFor(/0\/1 nodes/);
      await world.cluster.objects.delete("jobs", job.job);
      expect(await job.end).toMatchObject({ reason: "lost" });
    });

    it("has lost a job whose pod was evicted", async () => {
      const job = await start("echo ready; sleep 600");
      await job.toSay("ready");
      const { name = "" } = (await job.pod())?.metadata ?? {};
      const { connection, namespace } = world.cluster;
      await connection.call({
        method: "POST",
        path: `/api/v1/namespaces/${namespace}/pods/${name}/eviction`,
        body: { apiVersion: "policy/v1", kind: "Eviction", metadata: { name } },
      });
      expect(await job.end).toMatchObject({ reason: "lost" });
    });

    it("keeps the log of a job that was cancelled", async () => {
      const script =
        "trap 'echo told; exit 1' TERM; echo ready; while :; do sleep 0.1; done";
      const job = await start(script);
      await job.toSay("ready");
      job.cancel();
      expect(await job.end).toEqual({ outcome: "cancelled" });
      expect(await tester.logOf(job.spec)).toMatch(
        /^ready\n.*told\n.*cancelled/s,
      );
      await toBeGone(world, job);
    });
  },
);
