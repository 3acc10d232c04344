import { describe, expect, it } from "vitest";
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
import { lead } from "./led-attempt.fixture.ts";
import { openWorld } from "./open-world.fixture.ts";

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

    it("waits where we lack a right, and starts when we have it", async () => {
      await using opened = await openWorld();
      const { world, tester } = opened;
      await world.runner.sweep(
        () => false,
        () => true,
      );
      const all = [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }];
      const none = [
        { apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"] },
      ];
      const user = await createLimitedUser(world.cluster, none, {
        kubeconfig,
        folder: world.folder,
      });
      await world.successor({ cluster: { kubeconfig: user.kubeconfig } });
      const job = lead(world, await tester.attempt("true"));
      await job.toWaitFor(
        /waiting: Kubernetes refuses .*cannot create resource "secrets"/,
      );
      expect(world.latest().problemsOf(job.spec.functionUid)).toHaveLength(1);
      await user.allow(all);
      expect(await job.end).toMatchObject({ outcome: "succeeded" });
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
