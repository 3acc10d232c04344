import { useEffect } from "react";
import type { Listing } from "./listing/listing.ts";
import { useAllListing } from "./listing/use-all-listing.ts";
import { usePagedListing } from "./listing/use-paged-listing.ts";
import type { BucketView, ChangeView } from "./use-bucket-view.ts";

interface ListingOptions {
  view: BucketView;
  /** -1 is all. */
  rowsPerPage: number;
}

/** The objects that the page shows: some of them, or at All those in sight. */
export function useListing(
  bucket: string,
  { view, rowsPerPage }: ListingOptions,
): Listing {
  const isAllRows = rowsPerPage === -1;
  const paged = usePagedListing(bucket, {
    view,
    rowsPerPage,
    isEnabled: !isAllRows,
  });
  const all = useAllListing(bucket, {
    filter: view.filter,
    isEnabled: isAllRows,
  });
  return isAllRows ? all : paged;
}

/** The page, or the last one where there are not so many. */
export function pageInRange(
  page: number,
  total: number,
  rowsPerPage: number,
): number {
  if (rowsPerPage === -1) return 0;
  if (total < 0) return page;
  return Math.min(page, Math.max(0, Math.ceil(total / rowsPerPage) - 1));
}

interface PageInRangeOptions extends Omit<ListingOptions, "view"> {
  listing: Listing;
  change: ChangeView;
}

/** A page whose last rows were deleted gives way to the last page that there is. */
export function usePageInRange(
  { page }: BucketView,
  { listing, rowsPerPage, change }: PageInRangeOptions,
): void {
  const { rowCount, total, isPending, isOutdated, error } = listing;
  const isSettled = !isPending && !isOutdated && !error && total >= 0;
  const last = pageInRange(page, total, rowsPerPage);
  const isBeyond = page > 0 && rowCount === 0;
  const to = last < page ? last : Math.max(0, page - 1);
  useEffect(() => {
    if (isSettled && isBeyond) change({ page: to }, { replace: true });
  }, [isSettled, isBeyond, to, change]);
}
