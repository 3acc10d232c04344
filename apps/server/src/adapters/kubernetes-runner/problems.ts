import type { RunnerProblem } from "../../ports/job-runner.ts";

/** What an operator should know where the cluster does not answer. */
export function unreachable(fault: unknown): RunnerProblem[] {
  if (fault === undefined) return [];
  const why = fault instanceof Error ? fault.message : JSON.stringify(fault);
  return [
    {
      code: "cluster_unreachable",
      message: `The Kubernetes cluster does not answer: ${why}.`,
      help: "Look whether its API server runs, and whether KUBECONFIG and the rights of its user are right. Jobs go on by themselves when it is back.",
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
