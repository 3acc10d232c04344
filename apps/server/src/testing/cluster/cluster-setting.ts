import {
  freePort,
  type MinioServer,
  startMinio,
} from "@oscar/object-store/testing/minio-server.ts";
import {
  openTestCluster,
  TEST_KUBECONFIG,
  type TestCluster,
} from "../../adapters/kubernetes-runner/cluster/test-cluster.fixture.ts";
import {
  CONSOLE_IMAGE,
  POD_HOST,
} from "../../adapters/kubernetes-runner/kubernetes-world.fixture.ts";
import { storeVariables } from "../console-on-minio.ts";

/** What a console whose jobs are pods needs round it. */
export interface ClusterSetting extends AsyncDisposable {
  cluster: TestCluster;
  minio: MinioServer;
  /** For the server, which is to listen where pods reach it. */
  environment: Record<string, string>;
}

/** A MinIO and a namespace of the real cluster for one console. */
export async function openClusterSetting(): Promise<ClusterSetting> {
  await using stack = new AsyncDisposableStack();
  const cluster = stack.use(await openTestCluster());
  const minio = stack.use(await startMinio({ isOpen: true }));
  const port = await freePort();
  const host = POD_HOST ?? "127.0.0.1";
  const owned = stack.move();
  return {
    cluster,
    minio,
    environment: {
      OSCAR_HOST: host,
      OSCAR_PORT: String(port),
      ...storeVariables(minio),
      MINIO_POD_ENDPOINT: `http://${host}:${new URL(minio.endpoint).port}`,
      OSCAR_RUNNER: "kubernetes",
      KUBECONFIG: TEST_KUBECONFIG ?? "",
      OSCAR_NAMESPACE: cluster.namespace,
      OSCAR_POD_URL: `http://${host}:${port}`,
      OSCAR_SUPERVISOR_IMAGE: CONSOLE_IMAGE,
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
