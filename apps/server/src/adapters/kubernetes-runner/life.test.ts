import {
  makeImage,
  hasImageTool,
} from "../../../../../scripts/cluster/make-images.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  RunnerTester,
  hooksOf,
  never,
} from "../../ports/runner-tester.contract.ts";
import { openApiProxy } from "./cluster/api-proxy.fixture.ts";
import { createLimitedUser } from "./cluster/limited-user.fixture.ts";
import { TEST_KUBECONFIG } from "./cluster/test-cluster.fixture.ts";
import {
  type KubernetesWorld,
  NEEDS_PODS,
  createKubernetesWorld,
  hasPods,
} from "./kubernetes-world.fixture.ts";
import { lead, toBeGone } from "./led-attempt.fixture.ts";

const kubeconfig = TEST_KUBECONFIG ?? "";

async function openWorld(...options: Parameters<typeof createKubernetesWorld>) {
  const world = await createKubernetesWorld(...options);
  const tester = new RunnerTester(world);
  await tester.prepare();
  return {
    world,
    tester,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

describe.skipIf(!hasPods)(
  `a job on Kubernetes ${NEEDS_PODS}`,
  { timeout: 240_000, concurrent: true },
  () => {
    it("has its whole log though the connection breaks again and again", async () => {
      await using opened = await openWorld();
      const { world, tester } = opened;
      await using proxy = await openApiProxy(kubeconfig, world.folder);
      const { kubeconfig: path } = proxy;
      await world.successor({ cluster: { kubeconfig: path } });
      const script =
        "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); echo line $i; [ $((i % 20000)) = 0 ] && sleep 1; done; printf end";
      const job = lead(world, await tester.attempt(script));
      for (const line of [
        "line 1\n",
        "line 20000\n",
        "line 60000\n",
        "line 90000\n",
      ]) {
        await job.toSay(line);
        proxy.cut();
      }
      expect(await job.end).toMatchObject({ outcome: "succeeded" });
      const lines = (await tester.logOf(job.spec)).split("\n");
      expect(lines.length).toBe(100_001);
      const wrong = lines.findIndex((line, i) => line !== `line ${i + 1}`);
      expect([wrong, lines.at(-1)]).toEqual([100_000, "end"]);
    });

    it("ends well though the cluster was away while it ran", async () => {
      await using opened = await openWorld();
      const { world, tester } = opened;
      await using proxy = await openApiProxy(kubeconfig, world.folder);
      await world.successor({ cluster: { kubeconfig: proxy.kubeconfig } });
      const job = lead(
        world,
        await tester.attempt("echo ready; sleep 2; exit 5"),
      );
      await job.toSay("ready");
      proxy.block(true);
      await vi.waitFor(
        () =>
          expect(world.latest().problems()).toMatchObject([
            { code: "cluster_unreachable" },
          ]),
        { timeout: 30_000 },
      );
      proxy.block(false);
      expect(await job.end).toMatchObject({ reason: "exit_code", exitCode: 5 });
      expect(world.latest().problems()).toEqual([]);
    });

    it("that ended while the server was away is told of when it is back", async () => {
      await using opened = await openWorld();
      const { world, tester } = opened;
      const attempt = await tester.attempt(
        "echo ready; sleep 1; echo last; exit 6",
      );
      const { hooks, begun } = hooksOf();
      const first = world.runner.run(attempt, hooks, { signal: never });
      await tester.logToSay(attempt, "ready");
      const ref = await begun;
      await world.runner[Symbol.asyncDispose]();
      expect(await first).toEqual({ outcome: "left" });
      await vi.waitFor(
        async () => {
          const [pod] = (
            await world.cluster.objects.list<{ status: { phase: string } }>(
              "pods",
              {},
            )
          ).items;
          expect(pod?.status.phase).toBe("Failed");
        },
        { timeout: 60_000 },
      );
      const successor = await world.successor();
      const end = await successor.resume(attempt, ref, {
        hooks,
        signal: never,
      });
      expect(end).toMatchObject({ reason: "exit_code", exitCode: 6 });
      expect(await tester.logOf(attempt)).toMatch(/^ready\nlast\n/);
      expect(await tester.logOf(attempt)).toMatch(/exit code 6/);
    });

    it("whose Job vanished while the server was away is given back", async () => {
      await using opened = await openWorld();
      const { world, tester } = opened;
      const attempt = await tester.attempt("true");
      const { hooks } = hooksOf();
      const ref = { namespace: world.cluster.namespace, job: "oscar-gone-1" };
      const end = await world.runner.resume(attempt, ref, {
        hooks,
        signal: never,
      });
      expect(end).toMatchObject({ reason: "lost", excused: true });
    });

    it("waits with its outputs for a server that is away, and loses none", async () => {
      await using opened = await openWorld();
      const { world, tester } = opened;
      const script =
        'echo ready; sleep 3; echo out >"$TMP_OUTPUT_DIR/a"; echo out >"$TMP_OUTPUT_DIR/b"';
      const attempt = await tester.attempt(script);
      const job = lead(world, attempt);
      await job.toSay("ready");
      await world.desk.stop();
      await vi.waitFor(
        async () => {
          const said = await world.cluster.objects.logTail(
            (await job.pod())?.metadata.name ?? "",
            "upload",
            9,
          );
          expect(said).toMatch(/waiting: .*(?:\n.*)+waiting: /);
        },
        { timeout: 60_000, interval: 200 },
      );
      await world.desk.start();
      const end = await job.end;
      expect(await tester.outputsOf(attempt, end)).toEqual({
        a: "out\n",
        b: "out\n",
      });
    });

    it("gives up after the time that it may wait, and is tried again", async () => {
      await using opened = await openWorld();
      const { world, tester } = opened;
      const settings = { ...world.settings, uploadWaitSeconds: 2 };
      await world.successor({ settings });
      const job = lead(world, await tester.attempt("echo ready; sleep 2"));
      await job.toSay("ready");
      await world.desk.stop();
      expect(await job.end).toMatchObject({
        reason: "lost",
        message: expect.stringContaining("waited for in vain") as string,
      });
      await world.desk.start();
    });

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

    it("shows the user's container nothing of ours but the script", async () => {
      await using opened = await openWorld();
      const { world, tester } = opened;
      const definition = { labels: { app: "somebodys-service" } };
      const script =
        'find /oscar /var/run/secrets /run/secrets 2>/dev/null; env; touch "$TMP_INPUT_DIR/x"; cat /proc/mounts';
      const attempt = await tester.attempt(script, { definition });
      const job = lead(world, attempt);
      await job.toStart();
      const labels = (await job.pod())?.metadata.labels ?? {};
      expect(labels).not.toHaveProperty("app");
      expect(await job.end).toMatchObject({ outcome: "succeeded" });
      const log = await tester.logOf(attempt);
      expect(log).toContain("/oscar/function/script");
      expect(log).not.toMatch(/\/oscar\/attempt|token|serviceaccount/i);
      for (const secret of [
        world.minio.secretKey,
        world.minio.accessKey,
        "X-Amz",
      ])
        expect(log).not.toContain(secret);
    });

    it("keeps what mktemp makes, and what is in folders of the script's alone", async () => {
      await using opened = await openWorld();
      const { world, tester } = opened;
      const script =
        'umask 077; cd "$TMP_OUTPUT_DIR"; t=$(mktemp ./f.XXXXXX); echo 1 >"$t"; mv "$t" file; mkdir -m 0700 d; echo 2 >d/f; chmod 400 d/f; chmod 0 file';
      const attempt = await tester.attempt(script);
      const end = await lead(world, attempt).end;
      expect(await tester.outputsOf(attempt, end)).toEqual({
        "d/f": "2\n",
        file: "1\n",
      });
    });

    it("refuses tokens of other and of ended attempts", async () => {
      await using opened = await openWorld();
      const { world, tester } = opened;
      const ask = (of: { jobId: string; attempt: number }, token: string) =>
        fetch(
          `${world.url}/internal/attempts/${of.jobId}/${of.attempt}/input`,
          {
            headers: { Authorization: `Bearer ${token}`, "X-Oscar-Pod": "x" },
          },
        );
      const job = lead(world, await tester.attempt("echo ready; sleep 600"));
      const other = lead(world, await tester.attempt("echo ready; sleep 600"));
      await Promise.all([job.toSay("ready"), other.toSay("ready")]);
      const [token, othersToken] = await Promise.all(
        [job, other].map(({ job: name }) => tokenOf(world, name)),
      );
      if (!token || !othersToken) throw new Error("no token");
      expect((await ask(job.spec, token)).status).toBe(200);
      expect((await ask(job.spec, othersToken)).status).toBe(401);
      expect((await ask({ ...job.spec, attempt: 2 }, token)).status).toBe(401);
      expect((await ask(job.spec, `${token}x`)).status).toBe(401);
      job.cancel();
      other.cancel();
      await Promise.all([job.end, other.end]);
      expect((await ask(job.spec, token)).status).toBe(409);
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

async function tokenOf(world: KubernetesWorld, job: string): Promise<string> {
  const secret = await world.cluster.objects.get<{ data: { token: string } }>(
    "secrets",
    `${job}-token`,
  );
  return Buffer.from(secret?.data.token ?? "", "base64").toString();
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
