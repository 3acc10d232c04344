import { describe, expect, it, vi } from "vitest";
import { hooksOf, never } from "../../ports/runner-tester.contract.ts";
import { openApiProxy } from "./cluster/api-proxy.fixture.ts";
import { TEST_KUBECONFIG } from "./cluster/test-cluster.fixture.ts";
import { NEEDS_PODS, hasPods } from "./kubernetes-world.fixture.ts";
import { lead } from "./led-attempt.fixture.ts";
import { openWorld } from "./open-world.fixture.ts";

const kubeconfig = TEST_KUBECONFIG ?? "";

describe.skipIf(!hasPods)(
  `a job while somebody is away ${NEEDS_PODS}`,
  { timeout: 300_000, concurrent: true },
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
        { timeout: 150_000 },
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
        { timeout: 150_000, interval: 200 },
      );
      await world.desk.start();
      const end = await job.end;
      expect(await tester.outputsOf(attempt, end)).toEqual({
        a: "out\n",
        b: "out\n",
      });
    });

    it("says that its pod cannot reach the server, and starts when it can", async () => {
      await using opened = await openWorld({ patience: { lookMs: 500 } });
      const { world, tester } = opened;
      const settings = { ...world.settings, uploadWaitSeconds: 600 };
      await world.successor({ settings });
      await world.desk.stop();
      const job = lead(world, await tester.attempt("true"));
      await job.toWaitFor(
        /waiting: Its pod cannot fetch the input: The server cannot be reached.*ECONNREFUSED.*OSCAR_POD_URL/,
      );
      expect(world.latest().problemsOf(job.spec.functionUid)).toHaveLength(1);
      await world.desk.start();
      expect(await job.end).toMatchObject({ outcome: "succeeded" });
    });

    it("says that its outputs wait for a store that is away, and ends well when it is back", async () => {
      await using opened = await openWorld({ patience: { lookMs: 500 } });
      const { world, tester } = opened;
      const script =
        'echo ready; sleep 3; i=0; while [ $i -lt 60 ]; do i=$((i+1)); echo out >"$TMP_OUTPUT_DIR/$i"; done';
      const attempt = await tester.attempt(script);
      const job = lead(world, attempt);
      await job.toSay("ready");
      await world.minio.kill();
      await job.toWaitFor(
        /^waiting: Its script has succeeded, and its pod cannot upload the outputs: .+/m,
      );
      expect(world.latest().problemsOf(attempt.functionUid)).toHaveLength(1);
      await world.minio.start();
      const end = await job.end;
      const outputs = await tester.outputsOf(attempt, end);
      expect(Object.keys(outputs)).toHaveLength(60);
      expect(world.latest().problemsOf(attempt.functionUid)).toEqual([]);
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
  },
);
