import Box from "@mui/material/Box";
import type { Listing } from "./listing/listing.ts";
import { SelectionBar } from "./selection/selection-bar.tsx";
import type { SelectionControl } from "./selection/use-selection.ts";
import type { UploadActs } from "./staging/use-upload-acts.ts";
import { Toolbar } from "./toolbar.tsx";
import type { BucketView, ChangeView } from "./use-bucket-view.ts";
import type { useZip } from "./use-zip.ts";

interface ContentsBarProps {
  listing: Listing;
  selection: SelectionControl;
  view: BucketView;
  change: ChangeView;
  acts: UploadActs;
  zip: ReturnType<typeof useZip>;
  onDelete: () => void;
}

/** The toolbar, or in its place what can be done with what is ticked. */
export function ContentsBar(props: ContentsBarProps) {
  const { listing, selection, view, change, acts, zip, onDelete } = props;
  const isSelecting = selection.count > 0 || selection.isPicking;
  return (
    <Box sx={BAR}>
      {isSelecting ? (
        <SelectionBar
          selection={selection}
          total={listing.total}
          isPreparing={zip.isPreparing}
          preparing={zip.preparing}
          onDelete={onDelete}
          onDownload={() => void zip.download(selection.picked)}
        />
      ) : (
        <Toolbar
          search={view.filter.search}
          onSearch={(search) => change({ search, page: 0 }, { replace: true })}
          onRefresh={listing.refresh}
          acts={acts}
        />
      )}
    </Box>
  );
}

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
