import { randomBytes } from "node:crypto";
import { ClusterConnection } from "./connection.ts";
import { loadKubeConfig } from "./kube-config.ts";
import { ClusterObjects } from "./objects.ts";

/** The cluster that tests run on, where the machine has one. */
export const TEST_KUBECONFIG = process.env["KUBECONFIG"];
/** Said by the suites that need it. */
export const NEEDS_CLUSTER = "(needs KUBECONFIG: a real Kubernetes)";

export interface TestCluster extends AsyncDisposable {
  connection: ClusterConnection;
  objects: ClusterObjects;
  namespace: string;
}

/** A connection to the real cluster, with a namespace of its own that goes with the test. */
export async function openTestCluster(): Promise<TestCluster> {
  const kubeconfig = TEST_KUBECONFIG ?? "";
  const connection = new ClusterConnection(
    await loadKubeConfig({ kubeconfig }),
  );
  const namespace = `oscar-test-${randomBytes(4).toString("hex")}`;
  const objects = new ClusterObjects(connection, namespace);
  return {
    connection,
    objects,
    namespace,
    async [Symbol.asyncDispose]() {
      await connection
        .call({ method: "DELETE", path: `/api/v1/namespaces/${namespace}` })
        // A test that made none has nothing to remove.
        .catch(() => undefined);
      await connection[Symbol.asyncDispose]();
    },
  };
}
