import type { ObjectPage, ObjectSummary } from "@oscar/contracts";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../lib/api.ts";
import { keys } from "../../lib/query-keys.ts";
import type { ObjectFilter } from "./use-bucket-view.ts";

export interface PageRequest {
  filter: ObjectFilter;
  /** All that is below the folder, not only what is in it. */
  isDeep?: boolean;
  after: string | undefined;
  limit: number;
  /** What others changed a moment ago is wanted, too. */
  isExact?: boolean;
}

/** One page of a bucket's objects. */
export function fetchObjects(
  bucket: string,
  { filter, isDeep = false, isExact = false, after, limit }: PageRequest,
  signal?: AbortSignal,
): Promise<ObjectPage> {
  const { folder, search, sort, order } = filter;
  const isPlain = folder === undefined && sort === "key" && order === "asc";
  const query = {
    limit,
    ...(folder ? { prefix: folder } : {}),
    ...(folder === undefined || isDeep ? {} : { delimiter: "/" as const }),
    ...(after === undefined ? {} : { after }),
    ...(search === "" ? {} : { search }),
    // In plain order the server need not know the whole bucket.
    ...(isPlain ? {} : { sort, order }),
  };
  return api.listObjects(
    { params: { bucket }, query },
    {
      ...(signal ? { signal } : {}),
      ...(isExact ? { headers: { "Cache-Control": "no-cache" } } : {}),
    },
  );
}

/** How much is in a bucket. */
export function bucketUsageQuery(bucket: string) {
  return queryOptions({
    queryKey: keys.bucketUsage(bucket),
    queryFn: ({ signal }) =>
      api.getBucketUsage({ params: { bucket } }, { signal }),
  });
}

/** One object as the listing tells of it; null where there is none. */
export function objectQuery(bucket: string, key: string) {
  return queryOptions({
    queryKey: [...keys.objects(bucket), "one", key],
    queryFn: async ({ signal }): Promise<ObjectSummary | null> => {
      // A key is the first of all that begin with it.
      const query = { prefix: key, limit: 1 };
      const page = await api.listObjects(
        { params: { bucket }, query },
        { signal },
      );
      return page.objects.find((object) => object.key === key) ?? null;
    },
  });
}
