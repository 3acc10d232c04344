import Box from "@mui/material/Box";
import { ErrorState } from "../../components/error-state.tsx";
import { usePreference } from "../../lib/preferences.ts";
import { EmptyBucket } from "./empty-bucket.tsx";
import type { Listing, ListRow } from "./listing/listing.ts";
import type { SelectionControl } from "./selection/use-selection.ts";
import { ObjectTable } from "./table/object-table.tsx";
import {
  type BucketView,
  type ChangeView,
  intoFolder,
} from "./use-bucket-view.ts";

interface ContentsTableProps {
  bucket: string;
  listing: Listing;
  selection: SelectionControl;
  view: BucketView;
  change: ChangeView;
  onUpload: () => void;
  onMove: (row: ListRow) => void;
  onDelete: (row: ListRow) => void;
}

/** The objects, or why there are none to see. */
export function ContentsTable(props: ContentsTableProps) {
  const { bucket, listing, selection, view, change } = props;
  const [rowsPerPage] = usePreference("rowsPerPage");
  const isAllRows = rowsPerPage === -1;
  if (listing.error)
    return (
      <ErrorState
        error={listing.error}
        onRetry={() => void listing.refresh()}
      />
    );
  if (!listing.isPending && listing.total === 0)
    return (
      <EmptyBucket
        bucket={bucket}
        filter={view.filter}
        onUpload={props.onUpload}
        onClearSearch={() => change({ search: "", page: 0 })}
        onOpenFolder={(folder) => change(intoFolder(folder))}
      />
    );
  return (
    <>
      <ObjectTable
        bucket={bucket}
        listing={listing}
        selection={selection}
        view={view}
        onChange={change}
        isAllRows={isAllRows}
        expectedRows={isAllRows ? 10 : rowsPerPage}
        onMove={props.onMove}
        onDelete={props.onDelete}
      />
      {listing.gapError !== undefined && (
        <Box sx={GAP}>
          <ErrorState
            error={listing.gapError}
            onRetry={() => void listing.refresh()}
          />
        </Box>
      )}
    </>
  );
}

/** In sight wherever one has scrolled to, above the bar of pages. */
const GAP = { position: "sticky", bottom: 52, zIndex: 2 } as const;
