import type { RunnerProblem } from "../../ports/job-runner.ts";
import type { ClusterObjects } from "./cluster/objects.ts";

/** Something that a Role allows. */
export interface Right {
  group: string;
  /** With its subresource, such as pods/log. */
  resource: string;
  verb: string;
}

function rights(group: string, resource: string, ...verbs: string[]): Right[] {
  return verbs.map((verb) => ({ group, resource, verb }));
}

/** All that the runner does in the namespace of the jobs, and so all that its Role allows. */
export const NEEDED_RIGHTS: readonly Right[] = [
  ...rights("batch", "jobs", "create", "get", "list", "delete"),
  ...rights("", "pods", "list", "watch", "delete"),
  ...rights("", "pods/log", "get"),
  ...rights("", "secrets", "create", "list", "update", "delete"),
  ...rights("", "events", "list"),
];

/** Asks the cluster which of the rights we lack. @throws KubernetesError */
export async function missingRights(objects: ClusterObjects): Promise<Right[]> {
  const answers = await Promise.all(
    NEEDED_RIGHTS.map((right) => objects.isAllowed(right)),
  );
  return NEEDED_RIGHTS.filter((_, n) => !answers[n]);
}

/** What an operator should know of rights that we lack. */
export function rightProblems(
  missing: readonly Right[],
  namespace: string,
): RunnerProblem[] {
  if (missing.length === 0) return [];
  const names = missing.map(({ verb, resource }) => `${verb} ${resource}`);
  return [
    {
      code: "cluster_forbidden",
      message: `Kubernetes does not let the console do what jobs need in the namespace ${namespace}: ${names.join(", ")}.`,
      help: "Make the namespace where it is missing, and give the console's account the Role of deploy/kubernetes/base/role.yaml in it. Jobs wait until then and go on by themselves.",
    },
  ];
}
