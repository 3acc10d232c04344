import type { JobStateFilter } from "@oscar/contracts";

/** Which jobs a list shows. */
export interface JobFilter {
  function?: string;
  state?: JobStateFilter;
  /** Part of the input's key. */
  search?: string;
  bucket?: string;
  key?: string;
  output?: string;
}

/**
 * Every key of the query cache, in one place: live events patch what features read,
 * and neither may import the other. A shorter key is the beginning of the longer ones.
 */
export const keys = {
  session: ["session"],
  status: ["status"],
  functions: ["functions"],
  functionList: ["functions", "list"],
  function: (name: string) => ["functions", "detail", name],
  buckets: ["buckets"],
  bucketList: ["buckets", "list"],
  bucketUsage: (bucket: string) => ["buckets", "usage", bucket],
  /** All listings of a bucket; a page or a search appends its own parts. */
  objects: (bucket: string) => ["objects", bucket],
  jobs: ["jobs"],
  jobLists: ["jobs", "list"],
  jobList: (filter: JobFilter) => ["jobs", "list", filter],
  job: (id: string) => ["jobs", "detail", id],
  /** The jobs that an object has started. */
  jobsOfObject: (bucket: string, key: string) => ["jobs", "of", bucket, key],
  operation: (id: string) => ["operations", id],
} as const;
