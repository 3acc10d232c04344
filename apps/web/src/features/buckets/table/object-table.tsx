import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import type { ObjectSummary } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { lazyPart } from "../../../components/later.tsx";
import type { Listing } from "../listing/listing.ts";
import type { SelectionControl } from "../selection/use-selection.ts";
import type { BucketView, ChangeView } from "../use-bucket-view.ts";
import { ObjectRow } from "./object-row.tsx";
import {
  COLUMNS,
  type RowPlace,
  placeStyle,
  useRowHeight,
} from "./row-layout.ts";
import { TableHeader } from "./table-header.tsx";
import { useRowKeys } from "./use-row-keys.ts";

const VirtualRows = lazyPart(
  async () => (await import("./virtual-rows.tsx")).VirtualRows,
);

interface ObjectTableProps {
  bucket: string;
  listing: Listing;
  selection: SelectionControl;
  view: BucketView;
  onChange: ChangeView;
  isAllRows: boolean;
  /** Rows to draw while the first answer is awaited. */
  expectedRows: number;
  onDelete: (object: ObjectSummary) => void;
}

/** The objects: a table, or cards where there is no room for one. */
export function ObjectTable(props: ObjectTableProps) {
  const { listing, selection, view, isAllRows } = props;
  const { t } = useTranslation("buckets");
  const rowHeight = useRowHeight();
  const previewTo = usePreviewLink();
  const onKeyDown = useRowKeys();
  const { total, offset } = listing;

  function row(index: number, place: RowPlace) {
    const object = listing.rowAt(index);
    if (!object) return <EmptyRow key={index} place={place} />;
    return (
      <ObjectRow
        key={object.key}
        object={object}
        index={index}
        position={offset + index + 1}
        isTicked={selection.isTicked(object)}
        isPreviewed={view.preview === object.key}
        previewTo={previewTo(object.key)}
        onToggle={selection.toggle}
        onDelete={props.onDelete}
        place={place}
      />
    );
  }
  return (
    <Box
      role="table"
      aria-label={t("table.label", { bucket: props.bucket })}
      aria-rowcount={total < 0 ? -1 : total + 1}
      aria-busy={listing.isPending || listing.isOutdated}
      onKeyDown={onKeyDown}
    >
      <TableHeader
        filter={view.filter}
        onChange={props.onChange}
        selection={selection}
        isAllRows={isAllRows}
      />
      {listing.isPending ? (
        <Box role="rowgroup" sx={LATE}>
          {Array.from({ length: props.expectedRows }, (_, index) => (
            <EmptyRow key={index} place={{ height: rowHeight }} />
          ))}
        </Box>
      ) : isAllRows ? (
        <VirtualRows listing={listing} rowHeight={rowHeight} renderRow={row} />
      ) : (
        <Box
          role="rowgroup"
          sx={{
            transition: "opacity 120ms",
            opacity: listing.isOutdated ? 0.5 : 1,
          }}
        >
          {Array.from({ length: listing.rowCount }, (_, index) =>
            row(index, { height: rowHeight }),
          )}
        </Box>
      )}
    </Box>
  );
}

/** A row that is not loaded yet, as high as it will be. */
function EmptyRow({ place }: { place: RowPlace }) {
  return (
    <Box role="row" style={placeStyle(place)} sx={EMPTY_ROW}>
      <Box role="cell" sx={{ gridColumn: 2 }}>
        <Skeleton sx={{ width: "45%" }} />
      </Box>
    </Box>
  );
}

/** The address of this page with an object's preview open. */
function usePreviewLink(): (key: string) => string {
  const [params] = useSearchParams();
  return (key) => {
    const next = new URLSearchParams(params);
    next.set("preview", key);
    return `?${next}`;
  };
}

/** What comes within 150 ms comes without a flash of skeletons before it. */
const LATE = {
  animation: "appear 0s 150ms backwards",
  "@keyframes appear": { from: { visibility: "hidden" } },
};

const EMPTY_ROW = { ...COLUMNS, borderBottom: 1, borderColor: "divider" };
