import type {
  Job,
  FunctionSummary,
  JobWithAttempts,
  LiveEvent,
  OscarFunction,
} from "@oscar/contracts";
import type { QueryClient } from "@tanstack/react-query";
import { type JobFilter, keys } from "../query-keys.ts";
import { createCoalescer } from "./coalesce.ts";
import { type JobList, patchJobList } from "./patch-jobs.ts";

/** At most one refetch of a bucket's listing in this time, however much happens in it. */
const REFETCH_MS = 1000;

/** Writes live events into the query cache, so that what is on the screen changes in place. */
export function createCachePatcher(
  client: QueryClient,
): (event: LiveEvent) => void {
  const refetch = createCoalescer(
    (name) =>
      client.invalidateQueries({ queryKey: JSON.parse(name) as string[] }),
    REFETCH_MS,
  );
  const refetchSoon = (key: readonly unknown[]) => refetch(JSON.stringify(key));

  return (event) => {
    switch (event.type) {
      case "job":
        return patchJob(client, event.job, refetchSoon);
      case "jobs":
        return refetchSoon(keys.jobs);
      case "function":
        return patchFunction(client, event.function);
      case "function_deleted":
        return forgetFunction(client, event.name);
      case "bucket":
        refetchSoon(keys.objects(event.bucket));
        return refetchSoon(keys.bucketUsage(event.bucket));
      case "buckets":
        return refetchSoon(keys.bucketList);
      case "operation":
        client.setQueryData(
          keys.operation(event.operation.id),
          event.operation,
        );
        return;
      case "log":
        return; // nothing of a log is in the cache
      case "reset":
        void client.invalidateQueries({
          predicate: ({ queryKey }) => queryKey[0] !== keys.session[0],
        });
        return;
    }
  };
}

/** Shows a job as it is now, wherever it is shown. */
export function patchJob(
  client: QueryClient,
  job: Job,
  refetch: (key: readonly unknown[]) => void = (queryKey) =>
    void client.invalidateQueries({ queryKey }),
): void {
  for (const query of client
    .getQueryCache()
    .findAll({ queryKey: keys.jobLists })) {
    const filter = query.queryKey[2] as JobFilter;
    client.setQueryData<JobList>(
      query.queryKey,
      (list) => list && patchJobList(list, filter, job),
    );
  }
  const { bucket, key } = job.input;
  const ofInput = keys.jobsOfObject(bucket, key);
  if (client.getQueryState(ofInput)) refetch(ofInput);
  const shown = client.getQueryData<JobWithAttempts>(keys.job(job.id));
  if (!shown) return;
  client.setQueryData<JobWithAttempts>(keys.job(job.id), { ...shown, ...job });
  if (shown.state !== job.state) refetch(keys.job(job.id));
}

interface FunctionList {
  functions: FunctionSummary[];
}

function patchFunction(client: QueryClient, changed: FunctionSummary): void {
  client.setQueryData<FunctionList>(keys.functionList, (list) => {
    if (!list) return list;
    const index = list.functions.findIndex(({ name }) => name === changed.name);
    if (index === -1) return { functions: [...list.functions, changed] };
    return { functions: list.functions.with(index, changed) };
  });
  const key = keys.function(changed.name);
  const shown = client.getQueryData<OscarFunction>(key);
  if (!shown) return;
  // Another generation has another script, which the event does not carry: merging
  // the two would let a form save the old script under the new generation.
  const isSameScript =
    shown.uid === changed.uid && shown.generation === changed.generation;
  if (isSameScript)
    client.setQueryData<OscarFunction>(key, { ...shown, ...changed });
  else void client.invalidateQueries({ queryKey: key });
}

function forgetFunction(client: QueryClient, name: string): void {
  client.setQueryData<FunctionList>(
    keys.functionList,
    (list) =>
      list && {
        functions: list.functions.filter((other) => other.name !== name),
      },
  );
  void client.invalidateQueries({ queryKey: keys.function(name) });
  void client.invalidateQueries({ queryKey: keys.bucketList });
}
