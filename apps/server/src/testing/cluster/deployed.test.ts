import { randomBytes } from "node:crypto";
import { createClient } from "@oscar/contracts";
import { describe, expect, it } from "vitest";
import {
  hasExamplePrograms,
  hasImageTool,
} from "../../../../../scripts/cluster/make-images.ts";
import { followTutorial } from "../../../../../scripts/tutorial.ts";
import {
  hasPods,
  NEEDS_PODS,
} from "../../adapters/kubernetes-runner/kubernetes-world.fixture.ts";
import { basicHeader } from "../start-test-server.ts";
import { deploy, hasKubectl } from "./deployment.fixture.ts";

const isAble = hasPods && hasImageTool && hasExamplePrograms && hasKubectl;

describe.skipIf(!isAble)(
  `the product as pods of a cluster ${NEEDS_PODS}`,
  { timeout: 600_000, concurrent: true },
  () => {
    it("does the tutorial with its Role and no other right", async () => {
      const namespace = `oscar-test-${randomBytes(4).toString("hex")}`;
      await using deployed = await deploy(namespace);
      const { url, kubectl } = deployed;
      const client = createClient({ baseUrl: url, headers: basicHeader() });
      const { console } = await client.getSession();
      expect(console).toMatchObject({ store: "minio", runner: "kubernetes" });
      const zip = await followTutorial(client, { say: () => undefined });
      expect(zip).toMatchObject({ entries: 16, missing: [] });
      // Events come by MinIO's webhook, and no right is missing.
      expect((await client.getStatus()).problems).toEqual([]);
      const account = `system:serviceaccount:${namespace}:console`;
      const mayRead = ["auth", "can-i", "get", "secrets", "--as", account];
      await expect(kubectl(...mayRead)).rejects.toThrow();
    });
  },
);
