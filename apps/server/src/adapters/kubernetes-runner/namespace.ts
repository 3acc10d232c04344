import type { V1Namespace } from "@kubernetes/client-node";
import { isStatus } from "./cluster/kubernetes-error.ts";
import type { ClusterObjects } from "./cluster/objects.ts";

/**
 * Makes the namespace of the jobs where it is missing and we may. Where it is the operator
 * who made it, we may not even look.
 */
export async function ensureNamespace(objects: ClusterObjects): Promise<void> {
  const manifest: V1Namespace = {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: objects.namespace,
      labels: {
        "app.kubernetes.io/managed-by": "oscar-console",
        // Users' images run as any user, and as nothing more than that.
        "pod-security.kubernetes.io/enforce": "baseline",
      },
    },
  };
  try {
    await objects.createNamespace(manifest);
  } catch (error) {
    if (!isStatus(error, 403)) throw error;
  }
}
