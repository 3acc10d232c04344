import { useQuery } from "@tanstack/react-query";
import {
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useReducer,
  useRef,
} from "react";
import { queryClient } from "../../../lib/query-client.ts";
import { keys } from "../../../lib/query-keys.ts";
import { bucketUsageQuery, fetchObjects } from "../bucket-queries.ts";
import type { ObjectFilter } from "../use-bucket-view.ts";
import type { Listing } from "./listing.ts";
import { objectOrder } from "./object-order.ts";
import { ObjectWindow } from "./object-window.ts";

/** More rows than these are not promised before they are known to exist. */
const ROWS_AHEAD = 10;

/** All rows; fetched as they come into sight. */
export function useAllListing(
  bucket: string,
  { filter, isEnabled }: { filter: ObjectFilter; isEnabled: boolean },
): Listing {
  const isExact = useRef(false);
  const objects = useObjectWindow(bucket, filter, isExact);
  const { refetch } = useQuery({
    queryKey: [...keys.objects(bucket), "window", filter],
    // Whatever makes listings stale makes the window stale: events, deletes, the refresh button.
    queryFn: async () => {
      await objects.markStale();
      return Date.now();
    },
    enabled: isEnabled,
    staleTime: 0,
    gcTime: 0,
  });
  const { loaded, isComplete, isEmpty } = objects;
  const isCounted = objects.total !== undefined || isComplete;
  const usage = useQuery({
    ...bucketUsageQuery(bucket),
    enabled: isEnabled && !isEmpty && !isCounted,
  });
  const counted = objects.total ?? usage.data?.objects;
  const total = isComplete
    ? loaded
    : counted === undefined
      ? -1
      : Math.max(counted, loaded + 1);
  const refresh = useCallback(() => {
    isExact.current = true;
    return refetch().finally(() => (isExact.current = false));
  }, [refetch]);
  return {
    total,
    offset: 0,
    rowCount: isEmpty ? 0 : total === -1 ? loaded + ROWS_AHEAD : total,
    rowAt: (index) => objects.rowAt(index),
    indexOf: (key) => objects.indexOf(key),
    isPending: isEmpty && objects.error === undefined,
    isOutdated: false,
    error: isEmpty ? objects.error : null,
    gapError: isEmpty ? undefined : objects.error,
    refresh,
    need: useCallback(
      (first: number, last: number) => objects.need(first, last),
      [objects],
    ),
  };
}

function useObjectWindow(
  bucket: string,
  filter: ObjectFilter,
  isExact: RefObject<boolean>,
): ObjectWindow {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const { folder, search, sort, order } = filter;
  const objects = useMemo(() => {
    const wanted = { folder, search, sort, order };
    return new ObjectWindow({
      compare: objectOrder(wanted),
      onChange: redraw,
      fetchPage: (after, limit) =>
        // As a query it is tried again where the network was away for a moment.
        queryClient.fetchQuery({
          queryKey: ["chunk", bucket, wanted, after, limit],
          queryFn: ({ signal }) => {
            const wish = { filter: wanted, after, limit };
            const request = { ...wish, isExact: isExact.current };
            return fetchObjects(bucket, request, signal);
          },
          staleTime: 0,
          gcTime: 0,
        }),
    });
  }, [bucket, folder, search, sort, order, isExact]);
  useEffect(() => {
    objects.open();
    return () => objects.close();
  }, [objects]);
  return objects;
}
