import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { createClient } from "@oscar/contracts";
import { describe, expect, it, vi } from "vitest";
import { hasImageTool } from "../../../../../scripts/cluster/make-images.ts";
import { ROOT } from "../../../../../scripts/test/run-command.ts";
import {
  hasPods,
  NEEDS_PODS,
} from "../../adapters/kubernetes-runner/kubernetes-world.fixture.ts";
import { COPY } from "../start-console.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { basicHeader } from "../start-test-server.ts";
import { deploy, hasKubectl } from "./deployment.fixture.ts";

const isAble = hasPods && hasImageTool && hasKubectl;

/** What docs/deploy.md says how to copy the ledger, after the namespace. */
async function backupCommand(): Promise<string> {
  const text = await readFile(join(ROOT, "docs/deploy.md"), "utf8");
  const [, command] =
    /^kubectl -n oscar (exec [^`]*USR2[^`]*?) >ledger-backup/m.exec(text) ?? [];
  if (command === undefined) throw new Error("The docs tell of no backup");
  return command;
}

function sh(command: string, ...args: string[]) {
  return promisify(execFile)("sh", ["-c", command, "sh", ...args]);
}

const WAIT = { timeout: 200_000, interval: 500 };

describe.skipIf(!isAble)(
  `the product as pods of a cluster ${NEEDS_PODS}`,
  { timeout: 600_000, concurrent: true },
  () => {
    it("does its main job with its Role and no other right", async () => {
      const namespace = `oscar-test-${randomBytes(4).toString("hex")}`;
      await using deployed = await deploy(namespace);
      const { url, kubectl } = deployed;
      const client = createClient({ baseUrl: url, headers: basicHeader() });
      const { console } = await client.getSession();
      expect(console).toMatchObject({ store: "minio", runner: "kubernetes" });
      const definition = { name: "copy", image: "busybox", script: COPY };
      await client.createFunction({ body: definition });
      await client.putObject({
        params: { bucket: "copy-in" },
        query: { key: "a" },
        body: "hello",
      });
      await vi.waitFor(async () => {
        const { jobs } = await client.listJobs({ query: {} });
        expect(jobs).toMatchObject([{ state: "succeeded" }]);
      }, WAIT);
      // Events come by MinIO's webhook, and no right is missing.
      expect((await client.getStatus()).problems).toEqual([]);
      const account = `system:serviceaccount:${namespace}:console`;
      const mayRead = ["auth", "can-i", "get", "secrets", "--as", account];
      await expect(kubectl(...mayRead)).rejects.toThrow();
    });

    it("has its ledger put back, and makes up for what came after the copy", async () => {
      const namespace = `oscar-test-${randomBytes(4).toString("hex")}`;
      await using folder = await temporaryFolder();
      await using deployed = await deploy(namespace);
      const { url, kubectl } = deployed;
      const client = createClient({ baseUrl: url, headers: basicHeader() });
      const put = (key: string) =>
        client.putObject({
          params: { bucket: "copy-in" },
          query: { key },
          body: key,
        });
      const toHaveSucceeded = (...keys: string[]) =>
        vi.waitFor(async () => {
          const { jobs } = await client.listJobs({ query: {} });
          const done = jobs.filter(({ state }) => state === "succeeded");
          expect(done.map(({ input }) => input.key).toSorted()).toEqual(keys);
        }, WAIT);
      const definition = { name: "copy", image: "busybox", script: COPY };
      await client.createFunction({ body: definition });
      await put("before");
      await toHaveSucceeded("before");
      const backup = join(folder.path, "ledger-backup.db");
      const copied = `kubectl -n ${namespace} ${await backupCommand()}`;
      await sh(`${copied} >"$1"`, backup);
      await put("later");
      await toHaveSucceeded("before", "later");
      await client.deleteFunction({ params: { name: "copy" }, query: {} });
      const restore = join(ROOT, "deploy/kubernetes/restore-ledger.sh");
      await sh(`sh "$1" "$2" "$3"`, restore, backup, namespace);
      await kubectl("rollout", "status", "deployment/console");
      await toHaveSucceeded("before", "later");
    });
  },
);
