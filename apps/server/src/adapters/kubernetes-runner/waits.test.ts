import type { V1PolicyRule } from "@kubernetes/client-node";
import { describe, expect, it, vi } from "vitest";
import {
  hasImageTool,
  makeImage,
} from "../../../../../scripts/cluster/make-images.ts";
import { createLimitedUser } from "./cluster/limited-user.fixture.ts";
import { TEST_KUBECONFIG } from "./cluster/test-cluster.fixture.ts";
import {
  type KubernetesWorld,
  NEEDS_PODS,
  hasPods,
} from "./kubernetes-world.fixture.ts";
import { lead, toBeGone } from "./led-attempt.fixture.ts";
import { openWorld } from "./open-world.fixture.ts";
import { NEEDED_RIGHTS, type Right } from "./rights.ts";

const kubeconfig = TEST_KUBECONFIG ?? "";

describe.skipIf(!hasPods)(
  `a job that has to wait ${NEEDS_PODS}`,
  { timeout: 300_000, concurrent: true },
  () => {
    it("starts when its image is there, and has its whole time limit then", async ({
      skip,
    }) => {
      if (!hasImageTool) return skip("no tool makes images here");
      await using opened = await openWorld();
      const { world, tester } = opened;
      const image = `localhost/late:${world.cluster.namespace}`;
      const definition = { image, timeoutSeconds: 2 };
      const job = lead(
        world,
        await tester.attempt("echo ran; sleep 1", { definition }),
      );
      await job.toWaitFor(/cannot be pulled/);
      await makeImage(image);
      expect(await job.end).toMatchObject({ outcome: "succeeded" });
      expect(await tester.logOf(job.spec)).toBe("ran\n");
    });

    it("waits where a quota leaves no room, and starts when it does", async () => {
      await using opened = await openWorld({
        patience: { podMs: 500, lookMs: 1000 },
      });
      const { world, tester } = opened;
      await world.runner.sweep(
        () => false,
        () => true,
      );
      const { connection, namespace } = world.cluster;
      const path = `/api/v1/namespaces/${namespace}/resourcequotas`;
      const quota = (pods: string) => ({
        metadata: { name: "few" },
        spec: { hard: { pods } },
      });
      await connection.call({ method: "POST", path, body: quota("0") });
      const job = lead(world, await tester.attempt("true"));
      await job.toWaitFor(/waiting: .*forbidden: exceeded quota: few/);
      expect(world.runner.problemsOf(job.spec.functionUid)).toEqual([
        expect.stringContaining("exceeded quota"),
      ]);
      await connection.call({
        method: "PUT",
        path: `${path}/few`,
        body: quota("9"),
      });
      expect(await job.end).toMatchObject({ outcome: "succeeded" });
    });

    it("waits where we lack a right, and needs no right but those that we name", async () => {
      await using opened = await openWorld({ patience: { lookMs: 500 } });
      const { world, tester } = opened;
      await world.runner.sweep(
        () => false,
        () => true,
      );
      const few = NEEDED_RIGHTS.filter(({ resource }) => resource === "pods");
      const user = await createLimitedUser(world.cluster, rulesOf(few), {
        kubeconfig,
        folder: world.folder,
      });
      await world.successor({ cluster: { kubeconfig: user.kubeconfig } });
      const job = lead(world, await tester.attempt("echo ran"));
      await job.toWaitFor(
        /waiting: Kubernetes refuses .*cannot create resource "secrets"/,
      );
      const { functionUid } = job.spec;
      expect(world.latest().problemsOf(functionUid)).toHaveLength(1);
      const { namespace } = world.cluster;
      expect(world.latest().problems()).toMatchObject([
        {
          code: "cluster_forbidden",
          message: `Kubernetes does not let the console do what jobs need in the namespace ${namespace}: create jobs, get jobs, list jobs, delete jobs, get pods/log, create secrets, list secrets, update secrets, delete secrets, list events.`,
        },
      ]);
      await user.allow(rulesOf(NEEDED_RIGHTS));
      expect(await job.end).toMatchObject({ outcome: "succeeded" });
      expect(await tester.logOf(job.spec)).toBe("ran\n");
      await toBeGone(world, job);
      await vi.waitFor(() => expect(world.latest().problems()).toEqual([]), {
        timeout: 30_000,
      });
    });

    it("is given back where its node was out of reach for too long", async () => {
      await using opened = await openWorld();
      const { world, tester } = opened;
      const settings = { ...world.settings, unreachableSeconds: 0 };
      await world.successor({ settings });
      const script = "trap '' TERM; echo ready; while :; do sleep 1; done";
      const job = lead(world, await tester.attempt(script));
      await job.toSay("ready");
      await using _taint = await taintNode(world);
      expect(await job.end).toMatchObject({ reason: "lost", excused: true });
    });
  },
);

function rulesOf(rights: readonly Right[]): V1PolicyRule[] {
  return rights.map(({ group, resource, verb }) => ({
    apiGroups: [group],
    resources: [resource],
    verbs: [verb],
  }));
}

interface Node {
  metadata: { name: string; resourceVersion?: string };
  spec: { taints?: { key: string; effect: string }[] };
}

/** Marks the only node as out of reach. Pods with the usual patience are not concerned. */
async function taintNode({
  cluster,
}: KubernetesWorld): Promise<AsyncDisposable> {
  const key = "node.kubernetes.io/unreachable";
  const { connection } = cluster;
  async function change(taints: (of: Node) => Node["spec"]["taints"]) {
    const { items } = await connection.call<{ items: Node[] }>({
      path: "/api/v1/nodes",
    });
    const [node] = items;
    if (!node) throw new Error("The cluster has no node");
    delete node.metadata.resourceVersion;
    node.spec.taints = taints(node) ?? [];
    const path = `/api/v1/nodes/${node.metadata.name}`;
    await connection.call({ method: "PUT", path, body: node });
  }
  const others = (node: Node) =>
    node.spec.taints?.filter((taint) => taint.key !== key);
  await change((node) => [
    ...(others(node) ?? []),
    { key, effect: "NoExecute" },
  ]);
  return { [Symbol.asyncDispose]: () => change(others) };
}
