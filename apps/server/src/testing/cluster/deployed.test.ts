import { randomBytes } from "node:crypto";
import { createClient } from "@oscar/contracts";
import { describe, expect, it, vi } from "vitest";
import { hasImageTool } from "../../../../../scripts/cluster/make-images.ts";
import {
  hasPods,
  NEEDS_PODS,
} from "../../adapters/kubernetes-runner/kubernetes-world.fixture.ts";
import { COPY } from "../start-console.ts";
import { basicHeader } from "../start-test-server.ts";
import { deploy, hasKubectl } from "./deployment.fixture.ts";

const isAble = hasPods && hasImageTool && hasKubectl;

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
  },
);
