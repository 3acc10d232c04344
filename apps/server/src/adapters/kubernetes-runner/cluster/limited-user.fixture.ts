import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { V1PolicyRule } from "@kubernetes/client-node";
import type { TestCluster } from "./test-cluster.fixture.ts";

/** A user of the cluster that may do only what these rules say, in one namespace. */
export async function createLimitedUser(
  { connection, namespace }: TestCluster,
  rules: V1PolicyRule[],
  { kubeconfig, folder }: { kubeconfig: string; folder: string },
) {
  const name = "limited";
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
  const core = `/api/v1/namespaces/${namespace}`;
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name };
  const subjects = [{ kind: "ServiceAccount", name, namespace }];
  const metadata = { name };
  const post = (path: string, body: object) =>
    connection.call<{ status?: { token: string } }>({
      method: "POST",
      path,
      body,
    });
  await post(`${core}/serviceaccounts`, { metadata });
  await post(`${rbac}/roles`, { metadata, rules });
  await post(`${rbac}/rolebindings`, { metadata, roleRef, subjects });
  const { status } = await post(`${core}/serviceaccounts/${name}/token`, {
    spec: {},
  });
  const text = await readFile(kubeconfig, "utf8");
  const path = join(folder, "kubeconfig-of-limited-user");
  await writeFile(path, text.replace(/token: \w+/, `token: ${status?.token}`));
  return {
    kubeconfig: path,
    /** Gives it other rights. */
    async allow(others: V1PolicyRule[]): Promise<void> {
      const body = { metadata, rules: others };
      await connection.call({
        method: "PUT",
        path: `${rbac}/roles/${name}`,
        body,
      });
    },
  };
}
