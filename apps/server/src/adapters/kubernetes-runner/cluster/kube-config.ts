import { AppError } from "@oscar/contracts";
import type { KubeConfig } from "@kubernetes/client-node";

/** Where the cluster is: what a kubeconfig says, or the one that this server is a pod of. */
export type ClusterAddress = { kubeconfig: string } | "in-cluster";

/**
 * Reads how to reach a cluster. The package is large, so it is loaded only where it is used.
 * @throws AppError `unavailable` with a sentence for the operator
 */
export async function loadKubeConfig(
  address: ClusterAddress,
): Promise<KubeConfig> {
  const kubernetes = await import("@kubernetes/client-node");
  const config = new kubernetes.KubeConfig();
  try {
    if (address === "in-cluster") config.loadFromCluster();
    else config.loadFromFile(address.kubeconfig);
    if (!config.getCurrentCluster()) throw new Error("it names no cluster");
    return config;
  } catch (cause) {
    const name = address === "in-cluster" ? "of this pod" : address.kubeconfig;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      "unavailable",
      `The kubeconfig ${name} cannot be used: ${why}.`,
      { cause },
    );
  }
}
