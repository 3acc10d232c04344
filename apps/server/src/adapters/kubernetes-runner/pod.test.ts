import { describe, expect, it } from "vitest";
import {
  type KubernetesWorld,
  NEEDS_PODS,
  hasPods,
} from "./kubernetes-world.fixture.ts";
import { lead } from "./led-attempt.fixture.ts";
import { openWorld } from "./open-world.fixture.ts";

describe.skipIf(!hasPods)(
  `the pod of a job ${NEEDS_PODS}`,
  { timeout: 240_000, concurrent: true },
  () => {
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
  },
);

async function tokenOf(world: KubernetesWorld, job: string): Promise<string> {
  const secret = await world.cluster.objects.get<{ data: { token: string } }>(
    "secrets",
    `${job}-token`,
  );
  return Buffer.from(secret?.data.token ?? "", "base64").toString();
}
