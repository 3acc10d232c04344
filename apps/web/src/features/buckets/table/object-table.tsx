import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { lazyPart } from "../../../components/later.tsx";
import {
  isFolder,
  type Listing,
  type ListRow as Row,
} from "../listing/listing.ts";
import type { SelectionControl } from "../selection/use-selection.ts";
import {
  type BucketView,
  type ChangeView,
  intoFolder,
  useViewLink,
} from "../use-bucket-view.ts";
import { ListRow } from "./list-row.tsx";
import {
  area,
  CARD,
  COLUMNS,
  type RowPlace,
  placeStyle,
  useRowHeight,
} from "./row-layout.ts";
import { TableHeader } from "./table-header.tsx";
import { useGrid } from "./use-grid.ts";
import type { VirtualRowsProps } from "./virtual-rows.tsx";

const VirtualRows = lazyPart(
  async () => (await import("./virtual-rows.tsx")).VirtualRows,
  FirstRows,
);
/** More than a screen shows, few enough to be drawn at once. */
const FIRST_ROWS = 50;

interface ObjectTableProps {
  bucket: string;
  listing: Listing;
  selection: SelectionControl;
  view: BucketView;
  onChange: ChangeView;
  isAllRows: boolean;
  /** Rows to draw while the first answer is awaited. */
  expectedRows: number;
  /** The arrow keys have led to a row. */
  onMove: (row: Row) => void;
  onDelete: (row: Row) => void;
}

/** The objects: a table, or cards where there is no room for one. */
export function ObjectTable(props: ObjectTableProps) {
  const { listing, selection, view, isAllRows, onMove, onDelete } = props;
  const { t } = useTranslation("buckets");
  const rowHeight = useRowHeight();
  const link = useViewLink();
  const withRow = (act: (row: Row) => void) => (index: number) => {
    const row = listing.rowAt(index);
    if (row) act(row);
  };
  const ref = useRef<HTMLDivElement>(null);
  const grid = useGrid(ref, {
    listing,
    selection,
    onMove: withRow(onMove),
    onDelete: withRow(onDelete),
  });
  const { total, offset } = listing;
  const { folder } = view.filter;

  function drawRow(index: number, place: RowPlace, isStop: boolean) {
    const row = listing.rowAt(index);
    if (!row) return <EmptyRow key={index} place={place} />;
    const { key } = row;
    return (
      <ListRow
        key={key}
        row={row}
        name={key.slice(folder?.length ?? 0)}
        hasIcon={folder !== undefined}
        index={index}
        position={offset + index + 1}
        isTicked={selection.isTicked(row)}
        isPreviewed={view.preview === key}
        stop={isStop ? grid.stopCell : undefined}
        to={link(isFolder(row) ? intoFolder(key) : { preview: key })}
        onToggle={selection.toggle}
        onDelete={onDelete}
        place={place}
      />
    );
  }
  return (
    <Box
      ref={ref}
      role="grid"
      aria-label={t("table.label", { bucket: props.bucket })}
      aria-multiselectable
      aria-rowcount={total < 0 ? -1 : total + 1}
      aria-busy={listing.isPending || listing.isOutdated}
      {...grid.handlers}
    >
      <TableHeader
        filter={view.filter}
        onChange={props.onChange}
        selection={selection}
        isAllRows={isAllRows}
        isPending={listing.isPending}
      />
      {listing.isPending ? (
        <Box role="rowgroup" sx={LATE}>
          {Array.from({ length: props.expectedRows }, (_, index) => (
            <EmptyRow key={index} place={{ height: rowHeight }} />
          ))}
        </Box>
      ) : isAllRows ? (
        <VirtualRows
          listing={listing}
          rowHeight={rowHeight}
          grid={grid}
          drawRow={drawRow}
        />
      ) : (
        <Box
          role="rowgroup"
          sx={{
            transition: "opacity 120ms",
            opacity: listing.isOutdated ? 0.5 : 1,
          }}
        >
          {Array.from({ length: listing.rowCount }, (_, index) =>
            drawRow(
              index,
              { height: rowHeight },
              index === Math.max(0, grid.stopIndex),
            ),
          )}
        </Box>
      )}
    </Box>
  );
}

/** The beginning of a long list, in a place of its full height, until its code is here. */
function FirstRows({ listing, rowHeight, drawRow }: VirtualRowsProps) {
  const { rowCount } = listing;
  return (
    <Box role="rowgroup" style={{ minHeight: rowCount * rowHeight }}>
      {Array.from({ length: Math.min(rowCount, FIRST_ROWS) }, (_, index) =>
        drawRow(index, { height: rowHeight }, index === 0),
      )}
    </Box>
  );
}

/** A row that is not loaded yet, as high as it will be. */
function EmptyRow({ place }: { place: RowPlace }) {
  return (
    <Box role="row" style={placeStyle(place)} sx={EMPTY_ROW}>
      <Box role="gridcell" sx={EMPTY_NAME}>
        <Skeleton sx={{ width: "45%" }} />
      </Box>
    </Box>
  );
}

/** What comes within 150 ms comes without a flash of skeletons before it. */
const LATE = {
  animation: "appear 0s 150ms backwards",
  "@keyframes appear": { from: { visibility: "hidden" } },
};

const EMPTY_ROW = {
  ...COLUMNS,
  ...CARD,
  borderBottom: 1,
  borderColor: "divider",
} as const;
const EMPTY_NAME = { gridArea: { xs: area("name").xs, sm: "auto / 2" } };
