import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

const CLUSTER = {
  OSCAR_STORE: "minio",
  MINIO_ENDPOINT: "http://minio.example:9000",
  MINIO_ACCESS_KEY: "console",
  MINIO_SECRET_KEY: "a secret",
  OSCAR_RUNNER: "kubernetes",
  KUBECONFIG: "/etc/kubeconfig",
  OSCAR_POD_URL: "https://console.example/oscar/",
  OSCAR_SUPERVISOR_IMAGE: "registry.example/console:1",
};

function faultsOf(environment: Record<string, string | undefined>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe("the runner kubernetes", () => {
  test("has a cluster, addresses for pods, and room for fifty jobs", () => {
    const config = readConfig(CLUSTER);
    expect(config.maxJobs).toBe(50);
    expect(config.runner).toEqual({
      kind: "kubernetes",
      cluster: { kubeconfig: "/etc/kubeconfig" },
      namespace: "oscar-jobs",
      podUrl: "https://console.example/oscar",
      minioPodEndpoint: undefined,
      supervisorImage: "registry.example/console:1",
      uploadWaitSeconds: 86_400,
    });
  });

  test("is the cluster that the server is a pod of", () => {
    const { KUBECONFIG: _none, ...rest } = CLUSTER;
    const environment = { ...rest, KUBERNETES_SERVICE_HOST: "10.0.0.1" };
    expect(readConfig(environment).runner).toMatchObject({
      cluster: "in-cluster",
    });
  });

  test.each([
    ["90s", 90],
    ["10m", 600],
    ["7d", 604_800],
  ])("OSCAR_UPLOAD_WAIT=%s", (text, uploadWaitSeconds) => {
    const { runner } = readConfig({ ...CLUSTER, OSCAR_UPLOAD_WAIT: text });
    expect(runner).toMatchObject({ uploadWaitSeconds });
  });

  test("needs a store that pods can reach", () => {
    expect(faultsOf({ OSCAR_RUNNER: "kubernetes" })).toEqual([
      expect.stringContaining("pods cannot reach a folder"),
    ]);
    const MINIO_ENDPOINT = "http://127.0.0.1:9000";
    expect(faultsOf({ ...CLUSTER, MINIO_ENDPOINT })).toEqual([
      "MINIO_POD_ENDPOINT is needed, since pods cannot reach MinIO at http://127.0.0.1:9000.",
    ]);
    const MINIO_POD_ENDPOINT = "http://10.1.2.3:9000";
    expect(
      readConfig({ ...CLUSTER, MINIO_ENDPOINT, MINIO_POD_ENDPOINT }).runner,
    ).toMatchObject({ minioPodEndpoint: MINIO_POD_ENDPOINT });
  });

  test("is told in words what it lacks", () => {
    const { MINIO_ENDPOINT, MINIO_ACCESS_KEY, MINIO_SECRET_KEY } = CLUSTER;
    const minio = { MINIO_ENDPOINT, MINIO_ACCESS_KEY, MINIO_SECRET_KEY };
    const { OSCAR_STORE, OSCAR_RUNNER } = CLUSTER;
    expect(faultsOf({ ...minio, OSCAR_STORE, OSCAR_RUNNER })).toEqual([
      expect.stringMatching(/^OSCAR_POD_URL is needed/),
      expect.stringMatching(/^OSCAR_SUPERVISOR_IMAGE is needed/),
      expect.stringMatching(/^KUBECONFIG is needed/),
    ]);
  });

  test("is not half set by accident", () => {
    const { OSCAR_RUNNER: _none, ...rest } = CLUSTER;
    expect(faultsOf(rest)).toEqual([
      expect.stringMatching(/^OSCAR_POD_URL is set, but OSCAR_RUNNER is not/),
      expect.stringMatching(/^OSCAR_SUPERVISOR_IMAGE is set, but/),
    ]);
  });

  test.each([
    ["OSCAR_NAMESPACE", "Jobs"],
    ["OSCAR_NAMESPACE", "a.b"],
    ["OSCAR_POD_URL", "console:8080"],
    ["OSCAR_POD_URL", "http://localhost:8080"],
    ["OSCAR_POD_URL", "http://console:8080?x"],
    ["MINIO_POD_ENDPOINT", "http://minio:9000/path"],
    ["MINIO_POD_ENDPOINT", "http://127.0.0.1:9000"],
    ["OSCAR_SUPERVISOR_IMAGE", "two words"],
    ["OSCAR_UPLOAD_WAIT", "24"],
    ["OSCAR_UPLOAD_WAIT", "31d"],
  ])("%s=%s is refused", (name, value) => {
    const faults = faultsOf({ ...CLUSTER, [name]: value });
    expect(faults).toEqual([expect.stringMatching(`^${name} `)]);
  });
});
