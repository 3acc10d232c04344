import { FunctionPage } from "../features/functions/page/function-page.tsx";
import { JobTable } from "../features/jobs/job-table.tsx";

/** A function's page with its jobs: the one place that puts these two features together. */
export function FunctionRoute({ name }: { name: string }) {
  return <FunctionPage name={name} jobs={<JobTable functionName={name} />} />;
}
