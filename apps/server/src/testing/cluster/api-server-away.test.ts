import { describe, expect, it, vi } from "vitest";
import { openApiProxy } from "../../adapters/kubernetes-runner/cluster/api-proxy.fixture.ts";
import { TEST_KUBECONFIG } from "../../adapters/kubernetes-runner/cluster/test-cluster.fixture.ts";
import {
  hasPods,
  NEEDS_PODS,
} from "../../adapters/kubernetes-runner/kubernetes-world.fixture.ts";
import { COPY, startConsole, type TestConsole } from "../start-console.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { openClusterSetting } from "./cluster-setting.ts";

const WAIT = { timeout: 150_000, interval: 200 };
const running = { state: "running" };
const away = [expect.objectContaining({ code: "cluster_unreachable" })];

/** Waits until the jobs of these keys have ended well, each at its first attempt. */
function toSucceed(oscar: TestConsole, keys: string[]): Promise<void> {
  return vi.waitFor(async () => {
    const jobs = await oscar.jobs("f");
    expect(
      jobs.map(({ input, state, attempt }) => [input.key, state, attempt]),
    ).toEqual(keys.toReversed().map((key) => [key, "succeeded", 1]));
  }, WAIT);
}

async function openConsole() {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const { cluster, environment } = stack.use(await openClusterSetting());
  const proxy = stack.use(
    await openApiProxy(TEST_KUBECONFIG ?? "", folder.path),
  );
  const wishes = {
    dataDir: folder.path,
    environment: { ...environment, KUBECONFIG: proxy.kubeconfig },
  };
  const owned = stack.move();
  return {
    cluster,
    proxy,
    start: () => startConsole(wishes),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

describe.skipIf(!hasPods)(
  `a console whose jobs are pods, while the API server is away ${NEEDS_PODS}`,
  { timeout: 300_000, concurrent: true },
  () => {
    it("takes objects, and costs no job an attempt", async () => {
      await using opened = await openConsole();
      const { proxy, cluster } = opened;
      await using oscar = await opened.start();
      const script = `sleep 2; ${COPY}`;
      await oscar.save({ name: "f", image: "busybox", script });
      await oscar.put("f-in", "runs", "1");
      await vi.waitFor(
        async () => expect(await oscar.jobs("f")).toMatchObject([running]),
        WAIT,
      );
      proxy.block(true);
      await oscar.put("f-in", "waits", "2");
      await vi.waitFor(async () => {
        const jobs = await oscar.jobs("f");
        const waits = jobs.find(({ input }) => input.key === "waits");
        expect(waits).toMatchObject({
          state: "pending",
          message: expect.stringMatching(/cluster cannot be reached/) as string,
        });
        const { problems } = await oscar.client.getStatus();
        expect(problems).toEqual(expect.arrayContaining(away));
      }, WAIT);
      proxy.block(false);
      await toSucceed(oscar, ["runs", "waits"]);
      await vi.waitFor(async () => {
        expect(await cluster.objects.listNames("jobs", {})).toEqual([]);
      }, WAIT);
    });

    it("starts, and goes on with what ran when it is back", async () => {
      await using opened = await openConsole();
      const { proxy } = opened;
      {
        await using first = await opened.start();
        const script = `sleep 5; ${COPY}`;
        await first.save({ name: "f", image: "busybox", script });
        await first.put("f-in", "ran", "1");
        await vi.waitFor(
          async () => expect(await first.jobs("f")).toMatchObject([running]),
          WAIT,
        );
      }
      proxy.block(true);
      await using next = await opened.start();
      await next.put("f-in", "new", "2");
      await vi.waitFor(async () => {
        const { problems } = await next.client.getStatus();
        expect(problems).toEqual(expect.arrayContaining(away));
      }, WAIT);
      proxy.block(false);
      await toSucceed(next, ["ran", "new"]);
    });
  },
);
