import type { RunnerProblem } from "../../ports/job-runner.ts";
import { isStatus } from "./cluster/kubernetes-error.ts";

/** What an operator should know where the cluster does not answer, or not us. */
export function watchProblems(fault: unknown): RunnerProblem[] {
  // What is forbidden is told with all other rights.
  if (fault === undefined || isStatus(fault, 403)) return [];
  const why = fault instanceof Error ? fault.message : JSON.stringify(fault);
  if (isStatus(fault, 401))
    return [
      {
        code: "cluster_unauthenticated",
        message: `The Kubernetes cluster does not know the console's account: ${why}.`,
        help: "Its token or certificate in KUBECONFIG may have expired. Jobs go on by themselves when it is accepted again.",
      },
    ];
  return [
    {
      code: "cluster_unreachable",
      message: `The Kubernetes cluster does not answer: ${why}.`,
      help: "Look whether its API server runs, and whether KUBECONFIG says the right address. Jobs go on by themselves when it is back.",
    },
  ];
}

/** What an operator should know of Jobs that another console has made in our namespace. */
export function foreignJobs(
  foreign: ReadonlyMap<string, number>,
  namespace: string,
): RunnerProblem[] {
  return [...foreign].map(([ledger, count]) => ({
    code: "foreign_jobs",
    message: `The namespace ${namespace} holds ${count} ${count === 1 ? "Job" : "Jobs"} of another OSCAR Console (its ledger is ${ledger}). They are left alone.`,
    help: `Give each console a namespace of its own with OSCAR_NAMESPACE. Where that console is no more: kubectl -n ${namespace} delete jobs,secrets -l oscar-console/ledger=${ledger}`,
  }));
}
