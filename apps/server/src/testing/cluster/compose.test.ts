import { randomBytes } from "node:crypto";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@oscar/contracts";
import {
  freePort,
  startMinio,
} from "@oscar/object-store/testing/minio-server.ts";
import { otherProgram } from "@oscar/object-store/testing/other-program.ts";
import { describe, expect, it, vi } from "vitest";
import { hasImageTool } from "../../../../../scripts/cluster/make-images.ts";
import { ROOT } from "../../../../../scripts/test/run-command.ts";
import { loadKubeConfig } from "../../adapters/kubernetes-runner/cluster/kube-config.ts";
import { TEST_KUBECONFIG } from "../../adapters/kubernetes-runner/cluster/test-cluster.fixture.ts";
import {
  CONSOLE_IMAGE,
  hasPods,
  NEEDS_PODS,
  POD_HOST,
} from "../../adapters/kubernetes-runner/kubernetes-world.fixture.ts";
import { composeServices, runComposeScript } from "../compose-file.ts";
import { startServerProcess } from "../server-process.ts";
import { COPY } from "../start-console.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { hasKubectl, inNamespace, kubectl } from "./deployment.fixture.ts";

const isAble = hasPods && hasImageTool && hasKubectl;
const WAIT = { timeout: 200_000, interval: 300 };
const MANIFESTS = join(ROOT, "deploy/kubernetes/base");

/** Lets a console use the cluster as the service `join` does; its namespaces go with the test. */
async function joinCluster(folder: string, namespace: string) {
  const manifests = join(folder, "manifests");
  await cp(MANIFESTS, manifests, { recursive: true });
  for (const name of await readdir(manifests)) {
    const file = join(manifests, name);
    const text = await readFile(file, "utf8");
    await writeFile(file, inNamespace(text, namespace));
  }
  const config = await loadKubeConfig({ kubeconfig: TEST_KUBECONFIG ?? "" });
  const server = new URL(config.getCurrentCluster()?.server ?? "");
  // The name that is in its certificate.
  server.hostname = POD_HOST ?? "";
  await mkdir(join(folder, "cluster"));
  await runComposeScript(
    "join-cluster.sh",
    [manifests, server.origin, join(folder, "cluster/console")],
    { KUBECONFIG: TEST_KUBECONFIG },
  );
  return {
    async [Symbol.asyncDispose]() {
      const namespaces = join(manifests, "namespaces.yaml");
      await kubectl("delete", "--wait=false", "-f", namespaces);
    },
  };
}

describe.skipIf(!isAble)(
  `docker-compose.yml ${NEEDS_PODS}`,
  { timeout: 300_000, concurrent: true },
  () => {
    it("makes the console, MinIO and a cluster find each other", async () => {
      await using folder = await temporaryFolder();
      await runComposeScript("make-secrets.sh", [folder.path]);
      const namespace = `oscar-test-${randomBytes(4).toString("hex")}`;
      await using _joined = await joinCluster(folder.path, namespace);
      const services = await composeServices();
      const { MINIO_ROOT_USER = "", ...minioSettings } =
        services["minio"]?.environment ?? {};
      const port = await freePort();
      const places =
        (minioPort = "") =>
        (value: string) =>
          value
            .replace("http://oscar:8080", `http://127.0.0.1:${port}`)
            .replace("http://minio:9000", `http://127.0.0.1:${minioPort}`)
            .replace(/\d+\.\d+\.\d+\.2:8080/, `${POD_HOST}:${port}`)
            .replace(/\d+\.\d+\.\d+\.3:9000/, `${POD_HOST}:${minioPort}`)
            .replace(/^localhost\/oscar-console$/, CONSOLE_IMAGE)
            .replace(
              /^\/(secrets|events|cluster)/,
              (path) => folder.path + path.replace("/secrets", ""),
            );
      const placed = (
        environment: Record<string, string>,
        place: (value: string) => string,
      ) =>
        Object.fromEntries(
          Object.entries(environment).map(([name, value]) => [
            name,
            place(String(value)),
          ]),
        );
      await using minio = await startMinio({
        isOpen: true,
        environment: {
          ...placed(minioSettings, places()),
          MINIO_ROOT_USER,
        },
      });
      const minioPort = new URL(minio.endpoint).port;
      const { OSCAR_DATA_DIR: _, ...settings } =
        services["oscar"]?.environment ?? {};
      await using started = await startServerProcess({
        dataDir: join(folder.path, "data"),
        environment: {
          ...placed(settings, places(minioPort)),
          OSCAR_ADMIN_PASSWORD: "",
          OSCAR_PORT: String(port),
          // Tests share the cluster.
          OSCAR_NAMESPACE: `${namespace}-jobs`,
        },
      });
      const admin = await readFile(join(folder.path, "admin-password"), "utf8");
      const client = createClient({
        baseUrl: started.url,
        headers: { Authorization: `Basic ${btoa(`admin:${admin}`)}` },
      });
      const { console } = await client.getSession();
      expect(console).toMatchObject({ store: "minio", runner: "kubernetes" });
      await client.createFunction({
        body: { name: "copy", image: "busybox", script: COPY },
      });
      const other = otherProgram({
        endpoint: minio.endpoint,
        accessKey: MINIO_ROOT_USER,
        secretKey: await readFile(join(folder.path, "minio-password"), "utf8"),
      });
      await other.putObject("copy-in", "key", "x");
      await vi.waitFor(async () => {
        const { jobs } = await client.listJobs({ query: {} });
        expect(jobs).toMatchObject([{ state: "succeeded" }]);
      }, WAIT);
      // Events come by MinIO's webhook, and no right is missing.
      expect((await client.getStatus()).problems).toEqual([]);
      const rules = await other.getBucketNotification("copy-in");
      expect(JSON.stringify(rules)).toMatch(/"oscar-[0-9a-f]{16}"/);
    });
  },
);
