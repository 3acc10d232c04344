import { beforeAll, describe, expect, it, vi } from "vitest";
import type { FunctionDefinition } from "@oscar/contracts";
import type { SavedFunction } from "../../ports/job-runner.ts";
import { RunnerTester } from "../../ports/runner-tester.contract.ts";
import {
  type KubernetesWorld,
  NEEDS_PODS,
  createKubernetesWorld,
  hasPods,
} from "./kubernetes-world.fixture.ts";
import { lead, toBeGone } from "./led-attempt.fixture.ts";
import { jobManifest } from "./manifests/job-manifest.ts";
import { LABELS, jobNameOf } from "./manifests/names.ts";
import { attemptOf } from "./testing.fixture.ts";

const NOBODY = () => false;
const EVERYBODY = () => true;

function saved(
  generation: number,
  parts: Partial<FunctionDefinition> = {},
): SavedFunction {
  const { functionUid, definition } = attemptOf();
  return { functionUid, generation, definition: { ...definition, ...parts } };
}

describe.skipIf(!hasPods)(
  `what attempts and functions leave in a cluster ${NEEDS_PODS}`,
  { timeout: 300_000, concurrent: true },
  () => {
    async function openWorld(
      ...options: Parameters<typeof createKubernetesWorld>
    ) {
      const world = await createKubernetesWorld(...options);
      await world.runner.sweep(NOBODY, NOBODY);
      return world;
    }

    async function namesOf(world: KubernetesWorld, kind: "jobs" | "secrets") {
      const listing = { labelSelector: LABELS.ledger };
      const found = await world.cluster.objects.listNames(kind, listing);
      return found.map(({ name }) => name).sort();
    }

    it("is a login for the image, renewed and removed with the function", async () => {
      await using world = await openWorld();
      const { runner, cluster } = world;
      const login = async () => {
        const [name = ""] = await namesOf(world, "secrets");
        const secret = await cluster.objects.get<{
          type: string;
          data: Record<string, string>;
        }>("secrets", name);
        expect(secret?.type).toBe("kubernetes.io/dockerconfigjson");
        return Buffer.from(
          secret?.data[".dockerconfigjson"] ?? "",
          "base64",
        ).toString();
      };
      const auth = { server: "registry.example", username: "me" };
      await runner.functionSaved(
        saved(1, { registryAuth: { ...auth, password: "first" } }),
      );
      expect(await login()).toContain('"password":"first"');
      await runner.functionSaved(
        saved(2, { registryAuth: { ...auth, password: "second" } }),
      );
      expect(await login()).toContain('"password":"second"');
      await runner.functionSaved(saved(3));
      expect(await namesOf(world, "secrets")).toEqual([]);
      await runner.functionSaved(
        saved(4, { registryAuth: { ...auth, password: "fourth" } }),
      );
      await runner.functionDeleted(saved(4).functionUid);
      expect(await namesOf(world, "secrets")).toEqual([]);
    });

    it("is a script for each generation, until nobody runs it any more", async () => {
      await using world = await openWorld();
      const tester = new RunnerTester(world);
      await tester.prepare();
      const generation = 3;
      const old = lead(
        world,
        await tester.attempt("echo ready; sleep 600", { generation }),
      );
      await old.toSay("ready");
      const { functionUid, definition } = old.spec;
      const name = `oscar-fn-${functionUid}-g3`;
      await world.runner.functionSaved({
        functionUid,
        generation: 4,
        definition,
      });
      expect(await namesOf(world, "secrets")).toContain(name);
      old.cancel();
      await old.end;
      await vi.waitFor(
        async () => expect(await namesOf(world, "secrets")).toEqual([]),
        { timeout: 60_000 },
      );
    });

    it("is removed where our ledger does not know it, and left where another's does", async () => {
      await using world = await openWorld();
      const { cluster, runner, settings } = world;
      const unknown = attemptOf({}, { jobId: "unknown" });
      const known = attemptOf({}, { jobId: "known" });
      const others = attemptOf({}, { jobId: "others" });
      const another = { ...settings, ledgerId: "another" };
      for (const attempt of [unknown, known])
        await cluster.objects.create("jobs", jobManifest(attempt, settings));
      await cluster.objects.create("jobs", jobManifest(others, another));
      await runner.functionSaved(
        saved(1, {
          registryAuth: { server: "r", username: "u", password: "p" },
        }),
      );
      await runner.sweep((jobId) => jobId === "known", EVERYBODY);
      expect(await namesOf(world, "jobs")).toEqual(
        [known, others].map(jobNameOf).sort(),
      );
      expect(await namesOf(world, "secrets")).toHaveLength(1);
      expect(runner.problems()).toMatchObject([
        {
          code: "foreign_jobs",
          message: expect.stringMatching(/1 Job of another.*another/) as string,
        },
      ]);
      await runner.sweep(NOBODY, NOBODY);
      expect(await namesOf(world, "jobs")).toEqual([jobNameOf(others)]);
      expect(await namesOf(world, "secrets")).toEqual([]);
    });

    it("is nothing where an attempt was told to end before its Job was there", async () => {
      await using world = await openWorld();
      const tester = new RunnerTester(world);
      await tester.prepare();
      const job = lead(world, await tester.attempt("true"));
      job.cancel();
      expect(await job.end).toEqual({ outcome: "cancelled" });
      await toBeGone(world, job);
    });

    it("is made once, though it is asked for twice", async () => {
      await using world = await openWorld();
      const tester = new RunnerTester(world);
      await tester.prepare();
      const attempt = await tester.attempt("echo once");
      const { cluster, settings } = world;
      await cluster.objects.create("jobs", jobManifest(attempt, settings));
      expect(await lead(world, attempt).end).toMatchObject({
        outcome: "succeeded",
      });
      expect(await tester.logOf(attempt)).toBe("once\n");
    });
  },
);

describe.skipIf(!hasPods)(
  `a function that cannot start ${NEEDS_PODS}`,
  { timeout: 300_000, concurrent: true },
  () => {
    let world: KubernetesWorld;
    let tester: RunnerTester;
    beforeAll(async () => {
      world = await createKubernetesWorld({
        patience: { imageMs: 120_000, crowdMs: 3000, lookMs: 500 },
      });
      tester = new RunnerTester(world);
      await tester.prepare();
      return () => world[Symbol.asyncDispose]();
    }, 60_000);
    const image = "localhost:1/no-such/image";

    it("keeps a few of its jobs waiting and gives back the others", async () => {
      const functionUid = "of-many";
      const jobs = [];
      for (let n = 0; n < 5; n++) {
        const parts = { functionUid, definition: { image } };
        jobs.push(lead(world, await tester.attempt("true", parts)));
      }
      const ended: number[] = [];
      jobs.forEach(({ end }, n) => void end.then(() => ended.push(n)));
      await vi.waitFor(() => expect(ended).toHaveLength(2), {
        timeout: 150_000,
      });
      for (const n of ended)
        expect(await jobs[n]?.end).toMatchObject({
          reason: "lost",
          excused: true,
        });
      expect(world.runner.problemsOf(functionUid)).toHaveLength(1);
      jobs.forEach((job) => job.cancel());
      await Promise.all(jobs.map(({ end }) => end));
      expect(ended).toHaveLength(5);
    });

    it("starts anew with what it was changed to", async () => {
      const job = lead(
        world,
        await tester.attempt("true", { definition: { image } }),
      );
      const running = lead(
        world,
        await tester.attempt("echo ready; sleep 600"),
      );
      await Promise.all([
        job.toWaitFor(/cannot be pulled/),
        running.toSay("ready"),
      ]);
      for (const { spec } of [job, running]) {
        const { functionUid, definition } = spec;
        await world.runner.functionSaved({
          functionUid,
          generation: 2,
          definition,
        });
      }
      expect(await job.end).toMatchObject({ reason: "lost", excused: true });
      running.cancel();
      expect(await running.end).toEqual({ outcome: "cancelled" });
    });
  },
);
