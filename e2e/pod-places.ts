import { randomBytes } from "node:crypto";
import { hasPods } from "../apps/server/src/adapters/kubernetes-runner/kubernetes-world.fixture.ts";
import { openClusterSetting } from "../apps/server/src/testing/cluster/cluster-setting.ts";
import {
  deploy,
  hasKubectl,
} from "../apps/server/src/testing/cluster/deployment.fixture.ts";
import { hasImageTool } from "../scripts/cluster/make-images.ts";
import { provideImages } from "../scripts/cluster/provide-images.ts";
import { readMinio, type StorePlace } from "./place.ts";

/** Why nothing can run in pods here; undefined where it can. */
export function whyNoPods(): string | undefined {
  if (hasPods && hasImageTool && hasKubectl) return undefined;
  return "needs KUBECONFIG, OSCAR_TEST_POD_HOST, a minio on PATH and a tool for images";
}

/** A MinIO and a namespace of the real cluster, for a server of this machine. */
export async function openPodPlace(): Promise<StorePlace> {
  await provideImages();
  const { environment, minio, ...setting } = await openClusterSetting();
  return {
    // A browser takes only the loopback for safe.
    environment: { ...environment, OSCAR_HOST: "0.0.0.0" },
    read: (bucket) => readMinio(minio, bucket),
    [Symbol.asyncDispose]: () => setting[Symbol.asyncDispose](),
  };
}

/** All of it in pods, as the manifests deploy it. */
export async function openDeployedPlace(): Promise<StorePlace> {
  await provideImages();
  const name = `oscar-test-${randomBytes(4).toString("hex")}`;
  const deployed = await deploy(name);
  const { url, password, minio } = deployed;
  const dispose = () => deployed[Symbol.asyncDispose]();
  return {
    environment: {},
    server: {
      url,
      password,
      dataDir: "/data",
      pid: Number.NaN,
      output: () => `kubectl -n ${name} logs deployment/console`,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
    read: (bucket) => readMinio(minio, bucket),
    [Symbol.asyncDispose]: dispose,
  };
}
