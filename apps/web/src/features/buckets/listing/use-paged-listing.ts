import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { keys } from "../../../lib/query-keys.ts";
import { bucketUsageQuery, fetchObjects } from "../bucket-queries.ts";
import type { BucketView } from "../use-bucket-view.ts";
import type { Listing } from "./listing.ts";
import { PageCursors } from "./page-cursors.ts";

interface PagedListingOptions {
  view: BucketView;
  rowsPerPage: number;
  isEnabled: boolean;
}

/** One page of 5, 10 or 25 rows. */
export function usePagedListing(
  bucket: string,
  { view: { filter, page }, rowsPerPage, isEnabled }: PagedListingOptions,
): Listing {
  const offset = page * rowsPerPage;
  const cursors = useCursors(bucket, filter);
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery({
    queryKey: [...keys.objects(bucket), "page", filter, rowsPerPage, page],
    queryFn: async ({ signal }) => {
      const fetchPage = (after: string | undefined, limit: number) =>
        fetchObjects(bucket, { filter, after, limit }, signal);
      const after = await cursors.find(offset, fetchPage);
      if (after === null) return BEYOND_END;
      const found = await fetchPage(after, rowsPerPage);
      cursors.set(offset + found.objects.length, found.next);
      return found;
    },
    enabled: isEnabled,
    placeholderData: keepPreviousData,
  });
  const objects = data?.objects ?? NONE;
  const isEnd = data?.next === null;
  const known = data?.total;
  const usage = useQuery({
    ...bucketUsageQuery(bucket),
    enabled:
      isEnabled &&
      data !== undefined &&
      known === undefined &&
      !(isEnd && page === 0),
  });
  const counted =
    known ?? (isEnd && page === 0 ? objects.length : usage.data?.objects);
  const refresh = useCallback(() => {
    cursors.clear();
    return refetch();
  }, [cursors, refetch]);
  return {
    total:
      counted === undefined
        ? -1
        : Math.max(counted, objects.length && offset + objects.length),
    offset,
    rowCount: objects.length,
    rowAt: (index) => objects[index],
    indexOf: (key) => objects.findIndex((object) => object.key === key),
    isPending,
    isOutdated: isPlaceholderData,
    error: data ? null : error,
    refresh,
    need: () => undefined,
  };
}

const NONE: never[] = [];
const BEYOND_END = {
  objects: NONE,
  prefixes: NONE,
  next: null,
  total: undefined,
};

function useCursors(bucket: string, filter: BucketView["filter"]): PageCursors {
  const name = JSON.stringify([bucket, filter]);
  // oxlint-disable-next-line react/exhaustive-deps -- another listing has other cursors
  return useMemo(() => new PageCursors(), [name]);
}
