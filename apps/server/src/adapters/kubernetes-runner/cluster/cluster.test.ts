import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ClusterConnection } from "./connection.ts";
import { loadKubeConfig } from "./kube-config.ts";
import { isStatus } from "./kubernetes-error.ts";
import { ClusterObjects } from "./objects.ts";
import {
  NEEDS_CLUSTER,
  TEST_KUBECONFIG,
  type TestCluster,
  openTestCluster,
} from "./test-cluster.fixture.ts";

function secret(name: string, labels: Record<string, string> = {}) {
  const stringData = { password: "hunter2" };
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, labels },
    stringData,
  };
}

describe.skipIf(!TEST_KUBECONFIG)(
  `objects of a cluster ${NEEDS_CLUSTER}`,
  () => {
    let cluster: TestCluster;
    beforeAll(async () => {
      cluster = await openTestCluster();
      const metadata = { name: cluster.namespace };
      const made = { apiVersion: "v1", kind: "Namespace", metadata };
      expect(await cluster.objects.createNamespace(made)).toBe(true);
      expect(await cluster.objects.createNamespace(made)).toBe(false);
    });
    afterAll(() => cluster[Symbol.asyncDispose]());

    it("are made once, found, and removed once", async () => {
      const { objects } = cluster;
      await objects.create("secrets", secret("one"));
      const again = objects.create("secrets", secret("one"));
      await expect(again).rejects.toMatchObject({
        status: 409,
        reason: "AlreadyExists",
      });
      expect(await objects.get("secrets", "one")).toMatchObject({
        metadata: { name: "one" },
      });
      expect(await objects.get("secrets", "none")).toBeUndefined();
      expect(await objects.delete("secrets", "one")).toBe(true);
      expect(await objects.delete("secrets", "one")).toBe(false);
    });

    it("are removed only where they are still the same", async () => {
      const { objects } = cluster;
      await objects.create("secrets", secret("two"));
      const uid = "00000000-0000-4000-8000-000000000000";
      expect(await objects.delete("secrets", "two", { uid })).toBe(false);
      expect(await objects.get("secrets", "two")).toBeDefined();
    });

    it("are listed by label, without what is in them", async () => {
      const { objects } = cluster;
      await objects.create("secrets", secret("three", { mine: "yes" }));
      const names = await objects.listNames("secrets", {
        labelSelector: "mine=yes",
      });
      expect(names.map(({ name }) => name)).toEqual(["three"]);
      expect(JSON.stringify(names)).not.toContain("hunter");
      expect(JSON.stringify(names)).not.toContain("aHVudGVy");
    });

    it("are refused in the server's own words", async () => {
      const elsewhere = new ClusterObjects(cluster.connection, "nowhere");
      await expect(elsewhere.create("secrets", secret("x"))).rejects.toThrow(
        'namespaces "nowhere" not found',
      );
    });
  },
);

describe("a cluster that cannot be asked", () => {
  it("is told apart from one that says no", async () => {
    const { KubeConfig } = await import("@kubernetes/client-node");
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
      { name: "c", server: "http://127.0.0.1:1", skipTLSVerify: true },
      { name: "u" },
    );
    await using connection = new ClusterConnection(config);
    const objects = new ClusterObjects(connection, "ns");
    const failure = await objects.get("jobs", "x").catch((e: unknown) => e);
    expect(isStatus(failure, 0)).toBe(true);
  });

  it("is named where its kubeconfig cannot be read", async () => {
    const kubeconfig = "/nowhere/kubeconfig";
    await expect(loadKubeConfig({ kubeconfig })).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining(kubeconfig) as string,
    });
  });
});
