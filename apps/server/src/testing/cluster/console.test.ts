import { describe, expect, it, vi } from "vitest";
import {
  hasPods,
  NEEDS_PODS,
} from "../../adapters/kubernetes-runner/kubernetes-world.fixture.ts";
import { LABELS } from "../../adapters/kubernetes-runner/manifests/names.ts";
import { COPY, startConsole } from "../start-console.ts";
import { openClusterSetting } from "./cluster-setting.ts";

const WAIT = { timeout: 150_000, interval: 200 };
/** Few enough that the runner, which gives back all but some of a crowd, frees no slot by that. */
const MAX_JOBS = 2;

async function openConsole() {
  await using stack = new AsyncDisposableStack();
  const { cluster, environment } = stack.use(await openClusterSetting());
  const oscar = stack.use(
    await startConsole({ environment, maxJobs: MAX_JOBS }),
  );
  const owned = stack.move();
  return {
    cluster,
    oscar,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

describe.skipIf(!hasPods)(
  `jobs of a console whose jobs are pods ${NEEDS_PODS}`,
  { timeout: 300_000, concurrent: true },
  () => {
    it("start though fifty of another function wait for an image that never comes", async () => {
      await using opened = await openConsole();
      const { oscar } = opened;
      await oscar.save({ name: "broken", image: "localhost:1/no-such/image" });
      for (let n = 0; n < 50; n++) await oscar.put("broken-in", `${n}`, "x");
      const params = { name: "broken" };
      await vi.waitFor(async () => {
        const { counts, problems } = await oscar.client.getFunction({ params });
        expect(counts.pending).toBeGreaterThanOrEqual(MAX_JOBS);
        expect(problems).toContainEqual(
          expect.stringMatching(/localhost:1\/no-such\/image cannot be pulled/),
        );
      }, WAIT);
      await oscar.save({ name: "sound", image: "busybox", script: COPY });
      await oscar.put("sound-in", "a", "sound");
      await vi.waitFor(async () => {
        expect(await oscar.text("sound-out", "a")).toBe("sound");
      }, WAIT);
      const { counts } = await oscar.client.getFunction({ params });
      expect(counts.queued).toBeGreaterThan(40);
      await oscar.client.deleteFunction({ params, query: {} });
    });

    it("are tried again where somebody deletes their pod", async () => {
      await using opened = await openConsole();
      const { oscar, cluster } = opened;
      const script = `[ "$OSCAR_ATTEMPT" -gt 1 ] || sleep 600; ${COPY}`;
      await oscar.save({ name: "deleted", image: "busybox", script });
      await oscar.put("deleted-in", "a", "again");
      const { id } = await vi.waitFor(async () => {
        const [job] = await oscar.jobs("deleted");
        expect(job?.state).toBe("running");
        return job as NonNullable<typeof job>;
      }, WAIT);
      const labelSelector = `${LABELS.job}=${id}`;
      const pods = await cluster.objects.listNames("pods", { labelSelector });
      expect(pods).toHaveLength(1);
      for (const { name } of pods) await cluster.objects.delete("pods", name);
      await vi.waitFor(async () => {
        const { attempts } = await oscar.client.getJob({ params: { id } });
        expect(attempts).toMatchObject([
          { state: "failed", reason: "lost" },
          { state: "succeeded" },
        ]);
      }, WAIT);
      expect(await oscar.text("deleted-out", "a")).toBe("again");
      await oscar.client.deleteFunction({
        params: { name: "deleted" },
        query: {},
      });
      const { objects } = cluster;
      await vi.waitFor(async () => {
        expect(await objects.listNames("jobs", {})).toEqual([]);
        expect(await objects.listNames("secrets", {})).toEqual([]);
      }, WAIT);
      const { problems } = await oscar.client.getStatus();
      expect(problems.map(({ code }) => code)).toEqual(["webhook_missing"]);
    });
  },
);
