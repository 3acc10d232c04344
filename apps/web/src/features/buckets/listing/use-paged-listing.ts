import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useRef } from "react";
import { keys } from "../../../lib/query-keys.ts";
import { bucketUsageQuery, fetchObjects } from "../bucket-queries.ts";
import type { BucketView } from "../use-bucket-view.ts";
import { type Listing, type ListRow, rowsOf } from "./listing.ts";
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
  const isExact = useRef(false);
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery({
    queryKey: [...keys.objects(bucket), "page", filter, rowsPerPage, page],
    queryFn: async ({ signal }) => {
      const fetchPage = (after: string | undefined, limit: number) =>
        fetchObjects(
          bucket,
          { filter, after, limit, isExact: isExact.current },
          signal,
        );
      const after = await cursors.find(offset, fetchPage);
      if (after === null) return BEYOND_END;
      const found = await fetchPage(after, rowsPerPage);
      cursors.set(offset + rowsOf(found).length, found.next);
      return found;
    },
    enabled: isEnabled,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => (data ? rowsOf(data) : NONE), [data]);
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
    known ?? (isEnd && page === 0 ? rows.length : usage.data?.objects);
  const refresh = useCallback(() => {
    cursors.clear();
    isExact.current = true;
    return refetch().finally(() => (isExact.current = false));
  }, [cursors, refetch]);
  return {
    total:
      counted === undefined
        ? -1
        : Math.max(counted, rows.length && offset + rows.length),
    offset,
    rowCount: rows.length,
    rowAt: (index) => rows[index],
    indexOf: (key) => rows.findIndex((row) => row.key === key),
    isPending,
    isOutdated: isPlaceholderData,
    error: data ? null : error,
    refresh,
    need: () => undefined,
  };
}

const NONE: ListRow[] = [];
const BEYOND_END = {
  objects: [],
  prefixes: [],
  next: null,
  total: undefined,
};

function useCursors(bucket: string, filter: BucketView["filter"]): PageCursors {
  const name = JSON.stringify([bucket, filter]);
  // oxlint-disable-next-line react/exhaustive-deps -- another listing has other cursors
  return useMemo(() => new PageCursors(), [name]);
}
