import Box from "@mui/material/Box";
import Paper from "@mui/material/Paper";
import useMediaQuery from "@mui/material/useMediaQuery";
import { isAppError } from "@oscar/contracts";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Later, lazyPart } from "../../components/later.tsx";
import { TablePager } from "../../components/table-pager.tsx";
import { usePreference } from "../../lib/preferences.ts";
import { useShortcuts } from "../../lib/shortcuts.ts";
import { ContentsBar } from "./contents-bar.tsx";
import { ContentsTable } from "./contents-table.tsx";
import { isFolder, type ListRow } from "./listing/listing.ts";
import { NoBucket } from "./no-bucket.tsx";
import { type Picked, NOTHING, withRows } from "./selection/selection.ts";
import { useSelection } from "./selection/use-selection.ts";
import { UploadButtons } from "./staging/upload-buttons.tsx";
import { useUploadActs } from "./staging/use-upload-acts.ts";
import { LIST_CONTAINER } from "./table/row-layout.ts";
import { useBucketView } from "./use-bucket-view.ts";
import { pageInRange, useListing, usePageInRange } from "./use-listing.ts";
import { useZip } from "./use-zip.ts";

const FolderPath = lazyPart(
  async () => (await import("./folders/folder-path.tsx")).FolderPath,
);
const PreviewPanel = lazyPart(
  async () => (await import("./preview/preview-panel.tsx")).PreviewPanel,
);
const DeleteObjectsDialog = lazyPart(
  async () =>
    (await import("./deleting/delete-objects-dialog.tsx")).DeleteObjectsDialog,
);
const FailedObjects = lazyPart(
  async () => (await import("./deleting/failed-objects.tsx")).FailedObjects,
);

/** What the reader is asked about: all that is ticked, or one row by its own button. */
interface Deletion {
  picked: Picked;
  row?: ListRow;
}

/** The list of a bucket's objects with its toolbar, its pages, and what one does with objects. */
export function BucketContents({ bucket }: { bucket: string }) {
  const { t } = useTranslation("buckets");
  const [view, change] = useBucketView();
  const { filter, preview } = view;
  const [rowsPerPage] = usePreference("rowsPerPage");
  const isAllRows = rowsPerPage === -1;
  // Beside a list there must be room for the list.
  const isDocked = useMediaQuery("(min-width: 1200px)", { noSsr: true });
  const listing = useListing(bucket, { view, rowsPerPage });
  const { total } = listing;
  const selection = useSelection(bucket, {
    listing,
    shown: filter,
    isAllRows,
  });
  const [deleting, setDeleting] = useState<Deletion>();
  const acts = useUploadActs(bucket, filter.folder ?? "");
  const zip = useZip(bucket);
  const deleteOne = useCallback(
    (row: ListRow) =>
      setDeleting({ picked: withRows(NOTHING, [row], true), row }),
    [],
  );
  const closePreview = () => change({ preview: null });
  usePageInRange(view, { listing, rowsPerPage, change });
  useShortcuts({
    selectAll: () => selection.page !== "all" && selection.togglePage(),
    clear: preview !== undefined && isDocked ? closePreview : selection.clear,
    upload: acts.upload,
  });
  if (isAppError(listing.error, "bucket_not_found"))
    return <NoBucket name={bucket} />;
  return (
    <>
      {filter.folder !== undefined && (
        <Box sx={{ minHeight: 36, mt: -1, mb: 1 }}>
          <FolderPath bucket={bucket} folder={filter.folder} />
        </Box>
      )}
      <Box sx={PHONE_BAR}>
        <UploadButtons acts={acts} isWide />
      </Box>
      <Box sx={{ display: "flex", alignItems: "flex-start", gap: 2 }}>
        <Paper variant="outlined" sx={CARD}>
          <ContentsBar
            {...{ listing, selection, view, change, acts, zip }}
            onDelete={() => setDeleting({ picked: selection.picked })}
          />
          <Box sx={{ flex: 1 }}>
            <ContentsTable
              {...{ bucket, listing, selection, view, change }}
              onUpload={acts.upload}
              onDelete={deleteOne}
              // Where the preview stands beside the list, it follows the keyboard.
              onMove={(row) =>
                isDocked &&
                preview !== undefined &&
                !isFolder(row) &&
                change({ preview: row.key }, { replace: true })
              }
            />
          </Box>
          <Box sx={PAGER}>
            <TablePager
              total={isAllRows && total < 0 ? listing.rowCount : total}
              isPending={listing.isPending || listing.error !== null}
              page={pageInRange(view.page, total, rowsPerPage)}
              onPage={(page) => change({ page })}
            />
          </Box>
        </Paper>
        <Later isUrgent={preview !== undefined}>
          <PreviewPanel
            bucket={bucket}
            shownKey={preview}
            isDocked={isDocked}
            listing={listing}
            onShow={(key) => change({ preview: key }, { replace: true })}
            onClose={closePreview}
            onDelete={deleteOne}
          />
        </Later>
      </Box>
      {deleting && (
        <DeleteObjectsDialog
          bucket={bucket}
          picked={deleting.picked}
          onDeleted={() =>
            deleting.row ? selection.untick(deleting.row) : selection.clear()
          }
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
    </>
  );
}

/** Within the list's own bar there is no room for their words on a phone. */
const PHONE_BAR = { display: { xs: "flex", sm: "none" }, gap: 1, mb: 1.5 };

const CARD = {
  ...LIST_CONTAINER,
  flex: 1,
  minWidth: 0,
  display: "flex",
  flexDirection: "column",
  // The bar with the pages is at the bottom of the window, so that the uploads stand above it.
  minHeight: { xs: 320, sm: "calc(100vh - 160px)" },
};

const PAGER = {
  position: "sticky",
  bottom: 0,
  zIndex: 2,
  bgcolor: "background.paper",
  borderRadius: "0 0 7px 7px",
} as const;
