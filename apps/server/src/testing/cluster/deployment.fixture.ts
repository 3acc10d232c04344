import { execFile } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { MinioAccess } from "@oscar/object-store/testing/minio-server.ts";
import { findCommand } from "../../../../../scripts/test/find-command.ts";
import { until } from "../../../../../scripts/world/until.ts";
import { ROOT } from "../../../../../scripts/test/run-command.ts";
import { CONSOLE_IMAGE } from "../../adapters/kubernetes-runner/kubernetes-world.fixture.ts";
import { TEST_USER } from "../start-test-server.ts";

const MANIFESTS = join(ROOT, "deploy/kubernetes");
const OVERLAY = "with-minio";
const VOLUMES = ["console", "minio"];
const ADDRESS = "jsonpath=http://{.spec.clusterIP}:{.spec.ports[0].port}";
const SECRETS = {
  "admin-password": TEST_USER.password,
  "minio-access-key": "oscar",
  "minio-secret-key": "a secret of a test",
  "webhook-token": "a-webhook-token-of-a-test",
};

/** The product as its manifests deploy it. */
export interface Deployment extends AsyncDisposable {
  /** The console's address as this machine reaches it. */
  url: string;
  password: string;
  /** As this machine reaches it. */
  minio: MinioAccess;
  /** Runs kubectl, and resolves with what it prints. */
  kubectl(...args: string[]): Promise<string>;
}

/** True where the manifests can be applied. */
export const hasKubectl = findCommand("kubectl") !== undefined;

/**
 * Applies the overlay as an operator would: with secrets, an image and volumes. Its namespaces
 * are renamed, since tests share the cluster.
 */
export async function deploy(namespace: string): Promise<Deployment> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "oscar-deployed-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "all.yaml");
  await writeFile(file, await manifests(folder, namespace));
  stack.defer(async () => {
    await kubectl("delete", "--ignore-not-found", "-f", file);
  });
  await kubectl("apply", "-f", file);
  const ours = (...args: string[]) => kubectl("-n", namespace, ...args);
  for (const name of VOLUMES)
    await ours("rollout", "status", `deployment/${name}`, "--timeout=180s");
  const addressOf = (service: string) =>
    ours("get", "service", service, "-o", ADDRESS);
  const endpoint = await addressOf("minio");
  const url = await addressOf("console");
  // A pod is ready before every node knows the way to its Service.
  await until("the console's Service", () => isThere(`${url}/readyz`));
  await until("MinIO's Service", () =>
    isThere(`${endpoint}/minio/health/live`),
  );
  const owned = stack.move();
  return {
    url,
    password: SECRETS["admin-password"],
    minio: {
      endpoint,
      accessKey: SECRETS["minio-access-key"],
      secretKey: SECRETS["minio-secret-key"],
    },
    kubectl: ours,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Renames the namespaces of manifests, since tests share the cluster. */
export function inNamespace(manifests: string, namespace: string): string {
  return manifests
    .replaceAll(/\boscar-jobs\b/g, `${namespace}-jobs`)
    .replaceAll(/(?<=\bname(?:space)?: )oscar$/gm, namespace)
    .replaceAll(".oscar.svc", `.${namespace}.svc`);
}

/** Runs kubectl, and resolves with what it prints. */
export function kubectl(...args: string[]): Promise<string> {
  return run("kubectl", ...args);
}

async function run(program: string, ...args: string[]): Promise<string> {
  return (await promisify(execFile)(program, args)).stdout;
}

async function isThere(url: string): Promise<true | undefined> {
  return fetch(url).then(
    ({ ok }) => ok || undefined,
    () => undefined,
  );
}

async function manifests(folder: string, namespace: string): Promise<string> {
  const copy = join(folder, "kubernetes");
  await cp(MANIFESTS, copy, { recursive: true });
  const lines = Object.entries(SECRETS).map(
    ([key, value]) => `${key}=${value}`,
  );
  await writeFile(join(copy, OVERLAY, "secrets.env"), lines.join("\n"));
  const built = await kubectl("kustomize", join(copy, OVERLAY));
  const ours = inNamespace(built, namespace).replaceAll(
    "oscar-console:0.1.0",
    CONSOLE_IMAGE,
  );
  const volumes = VOLUMES.map((name) => volumeFor(name, { folder, namespace }));
  return [ours, ...(await Promise.all(volumes))].join("\n---\n");
}

/** A test cluster makes no volumes by itself. */
async function volumeFor(
  claim: string,
  { folder, namespace }: { folder: string; namespace: string },
): Promise<string> {
  const path = join(folder, "volumes", claim);
  await mkdir(path, { recursive: true });
  // Its pod runs as a user of its own, to whom a hostPath is not given.
  await chmod(folder, 0o755);
  await chmod(path, 0o777);
  return JSON.stringify({
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: `${namespace}-${claim}` },
    spec: {
      capacity: { storage: "100Gi" },
      accessModes: ["ReadWriteOnce"],
      claimRef: { namespace, name: claim },
      hostPath: { path },
    },
  });
}
