import Box from "@mui/material/Box";
import Paper from "@mui/material/Paper";
import { isAppError, type ObjectSummary } from "@oscar/contracts";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "../../components/error-state.tsx";
import { Later, lazyPart } from "../../components/later.tsx";
import { TablePager } from "../../components/table-pager.tsx";
import { usePreference } from "../../lib/preferences.ts";
import { useShortcuts } from "../../lib/shortcuts.ts";
import { EmptyBucket } from "./empty-bucket.tsx";
import type { Listing } from "./listing/listing.ts";
import { useAllListing } from "./listing/use-all-listing.ts";
import { usePagedListing } from "./listing/use-paged-listing.ts";
import { NoBucket } from "./no-bucket.tsx";
import { type Picked, NOTHING, withObjects } from "./selection/selection.ts";
import { SelectionBar } from "./selection/selection-bar.tsx";
import { useSelection } from "./selection/use-selection.ts";
import { useUploadActs } from "./staging/use-upload-acts.ts";
import { ObjectTable } from "./table/object-table.tsx";
import { Toolbar } from "./toolbar.tsx";
import {
  type BucketView,
  type ChangeView,
  useBucketView,
} from "./use-bucket-view.ts";
import { useZip } from "./use-zip.ts";

const PreviewDrawer = lazyPart(
  async () => (await import("./preview/preview-drawer.tsx")).PreviewDrawer,
);
const DeleteObjectsDialog = lazyPart(
  async () =>
    (await import("./deleting/delete-objects-dialog.tsx")).DeleteObjectsDialog,
);
const FailedObjects = lazyPart(
  async () => (await import("./deleting/failed-objects.tsx")).FailedObjects,
);

/** The list of a bucket's objects with its toolbar, its pages, and what one does with objects. */
export function BucketContents({ bucket }: { bucket: string }) {
  const { t } = useTranslation("buckets");
  const [view, change] = useBucketView();
  const [rowsPerPage] = usePreference("rowsPerPage");
  const isAllRows = rowsPerPage === -1;
  const listing = useListing(bucket, { view, rowsPerPage });
  const selection = useSelection(bucket, {
    listing,
    search: view.filter.search,
    isAllRows,
  });
  const [deleting, setDeleting] = useState<Picked>();
  const acts = useUploadActs(bucket);
  const zip = useZip(bucket);
  const deleteOne = useCallback(
    (object: ObjectSummary) =>
      setDeleting(withObjects(NOTHING, [object], true)),
    [],
  );
  usePageInRange(view, { listing, rowsPerPage, change });
  useShortcuts({
    selectAll: () => selection.page !== "all" && selection.togglePage(),
    clear: selection.clear,
    upload: acts.upload,
  });
  if (isAppError(listing.error, "bucket_not_found"))
    return <NoBucket name={bucket} />;
  const isEmpty = !listing.isPending && listing.total === 0;
  return (
    <Paper variant="outlined" sx={CARD}>
      <Box sx={BAR}>
        {selection.count > 0 || selection.isPicking ? (
          <SelectionBar
            selection={selection}
            total={listing.total}
            isPreparing={zip.isPreparing}
            preparing={zip.preparing}
            onDelete={() => setDeleting(selection.picked)}
            onDownload={() => void zip.download(selection.picked)}
          />
        ) : (
          <Toolbar
            search={view.filter.search}
            onSearch={(search) =>
              change({ search, page: 0 }, { replace: true })
            }
            onRefresh={listing.refresh}
            acts={acts}
          />
        )}
      </Box>
      <Box sx={{ flex: 1 }}>
        {listing.error ? (
          <ErrorState
            error={listing.error}
            onRetry={() => void listing.refresh()}
          />
        ) : isEmpty ? (
          <EmptyBucket
            bucket={bucket}
            search={view.filter.search}
            onUpload={acts.upload}
            onClearSearch={() => change({ search: "", page: 0 })}
          />
        ) : (
          <ObjectTable
            bucket={bucket}
            listing={listing}
            selection={selection}
            view={view}
            onChange={change}
            isAllRows={isAllRows}
            expectedRows={isAllRows ? 10 : rowsPerPage}
            onDelete={deleteOne}
          />
        )}
      </Box>
      <Box sx={PAGER}>
        <TablePager
          total={
            isAllRows && listing.total < 0 ? listing.rowCount : listing.total
          }
          page={
            isAllRows ? 0 : pageInRange(view.page, listing.total, rowsPerPage)
          }
          onPage={(page) => change({ page })}
        />
      </Box>
      <Later isUrgent={view.preview !== undefined}>
        <PreviewDrawer
          bucket={bucket}
          shownKey={view.preview}
          listing={listing}
          onShow={(preview) => change({ preview }, { replace: true })}
          onClose={() => change({ preview: null })}
          onDelete={deleteOne}
        />
      </Later>
      {deleting && (
        <DeleteObjectsDialog
          bucket={bucket}
          picked={deleting}
          onDeleted={selection.clear}
          onClose={() => setDeleting(undefined)}
        />
      )}
      {zip.missing.length > 0 && (
        <FailedObjects
          title={t("zip.missing", { count: zip.missing.length })}
          failed={zip.missing.slice(0, 100)}
          failedCount={zip.missing.length}
          onClose={zip.forgetMissing}
        />
      )}
    </Paper>
  );
}

interface ListingOptions {
  view: BucketView;
  rowsPerPage: number;
}

function useListing(
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

function pageInRange(page: number, total: number, rowsPerPage: number): number {
  if (total < 0) return page;
  return Math.min(page, Math.max(0, Math.ceil(total / rowsPerPage) - 1));
}

interface PageInRangeOptions extends Omit<ListingOptions, "view"> {
  listing: Listing;
  change: ChangeView;
}

/** A page whose last rows were deleted gives way to the last page that there is. */
function usePageInRange(
  { page }: BucketView,
  { listing, rowsPerPage, change }: PageInRangeOptions,
): void {
  const { rowCount, total, isPending, isOutdated, error } = listing;
  const isSettled = !isPending && !isOutdated && !error && total >= 0;
  const last = rowsPerPage === -1 ? 0 : pageInRange(page, total, rowsPerPage);
  const isBeyond = page > 0 && rowCount === 0;
  const to = last < page ? last : Math.max(0, page - 1);
  useEffect(() => {
    if (isSettled && isBeyond) change({ page: to }, { replace: true });
  }, [isSettled, isBeyond, to, change]);
}

const CARD = {
  display: "flex",
  flexDirection: "column",
  // The bar with the pages is at the bottom of the window, so that the uploads stand above it.
  minHeight: { xs: 320, sm: "calc(100vh - 160px)" },
};

/** As high with the toolbar as with the selection: no row moves. */
const BAR = {
  position: "sticky",
  top: 56,
  zIndex: 3,
  height: 56,
  flex: "none",
  bgcolor: "background.paper",
  borderRadius: "7px 7px 0 0",
  borderBottom: 1,
  borderColor: "divider",
} as const;

const PAGER = {
  position: "sticky",
  bottom: 0,
  zIndex: 2,
  bgcolor: "background.paper",
  borderRadius: "0 0 7px 7px",
} as const;
