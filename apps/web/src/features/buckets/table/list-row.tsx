import DeleteForeverIcon from "@mui/icons-material/DeleteForever";
import FolderIcon from "@mui/icons-material/Folder";
import InsertDriveFileOutlinedIcon from "@mui/icons-material/InsertDriveFileOutlined";
import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import IconButton from "@mui/material/IconButton";
import Link from "@mui/material/Link";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { BytesText } from "../../../components/bytes-text.tsx";
import { MiddleEllipsis } from "../../../components/middle-ellipsis.tsx";
import { TimeText } from "../../../components/time-text.tsx";
import { shownText } from "../../../lib/shown-text.ts";
import { isFolder, type ListRow as Row } from "../listing/listing.ts";
import type { Cell } from "./grid-focus.ts";
import {
  area,
  CARD,
  COLUMNS,
  type RowPlace,
  placeStyle,
  WIDE_ONLY,
} from "./row-layout.ts";

interface ListRowProps {
  row: Row;
  /** Its key below the folder that is shown. */
  name: string;
  /** Among folders every row says what it is. */
  hasIcon: boolean;
  /** The row's place within the table, from 0, and among all that match, from 1. */
  index: number;
  position: number;
  isTicked: boolean;
  isPreviewed: boolean;
  /** What of it the Tab key leads to; none in all rows but one. */
  stop: Cell | undefined;
  to: string;
  onToggle: (index: number, options: { isRange: boolean }) => void;
  onDelete: (row: Row) => void;
  place: RowPlace;
}

/** An object or a folder. Drawn anew only when something of it changes. */
export const ListRow = memo(DrawnRow, (before, after) => {
  const { place, row, ...rest } = after;
  const names = Object.keys(rest) as (keyof typeof rest)[];
  return (
    before.place.height === place.height &&
    before.place.top === place.top &&
    isSame(before.row, row) &&
    names.every((name) => before[name] === rest[name])
  );
});

/** Every fetch makes new rows of the same objects. */
function isSame(a: Row, b: Row): boolean {
  if (isFolder(a) || isFolder(b)) return a.key === b.key;
  return a.key === b.key && a.etag === b.etag && a.modifiedAt === b.modifiedAt;
}

function DrawnRow(props: ListRowProps) {
  const { row, index, position, isTicked, isPreviewed, stop, onDelete } = props;
  const { t } = useTranslation("buckets");
  const name = shownText(props.name);
  const tabIndex = (cell: Cell) => (stop === cell ? 0 : -1);
  return (
    <Box
      role="row"
      aria-rowindex={position + 1}
      aria-selected={isTicked}
      data-row={index}
      style={placeStyle(props.place)}
      sx={[ROW, isTicked || isPreviewed ? MARKED : PLAIN]}
    >
      <Box role="gridcell" sx={TICK}>
        <Checkbox
          size="small"
          checked={isTicked}
          onChange={(event) => {
            const { nativeEvent } = event;
            const isRange =
              "shiftKey" in nativeEvent && nativeEvent.shiftKey === true;
            props.onToggle(index, { isRange });
          }}
          slotProps={{
            input: {
              "aria-label": t("table.select", { name }),
              tabIndex: tabIndex("tick"),
              ...cellData("tick"),
            },
          }}
        />
      </Box>
      <Box role="gridcell" sx={{ gridArea: area("name"), minWidth: 0 }}>
        <Link
          component={RouterLink}
          to={props.to}
          preventScrollReset
          aria-label={name}
          aria-current={isPreviewed || undefined}
          tabIndex={tabIndex("name")}
          {...cellData("name")}
          sx={NAME}
        >
          {props.hasIcon && <KindIcon row={row} />}
          <MiddleEllipsis text={name} />
        </Link>
      </Box>
      <Box role="gridcell" sx={SIZE}>
        {isFolder(row) ? (
          <Nothing word={t("table.folder")} />
        ) : (
          <BytesText bytes={row.size} />
        )}
      </Box>
      <Box role="gridcell" sx={TIME}>
        {isFolder(row) ? <Nothing /> : <TimeText time={row.modifiedAt} />}
      </Box>
      <Box role="gridcell" sx={{ gridArea: area("acts"), textAlign: "right" }}>
        <IconButton
          color="error"
          aria-label={t("table.delete", { name })}
          title={t("table.delete", { name })}
          tabIndex={tabIndex("delete")}
          {...cellData("delete")}
          onClick={() => onDelete(row)}
        >
          <DeleteForeverIcon fontSize="small" />
        </IconButton>
      </Box>
    </Box>
  );
}

function cellData(cell: Cell) {
  return { "data-cell": cell };
}

function KindIcon({ row }: { row: Row }) {
  return isFolder(row) ? (
    <FolderIcon fontSize="small" color="primary" sx={{ mr: 1 }} />
  ) : (
    <InsertDriveFileOutlinedIcon
      fontSize="small"
      sx={{ mr: 1, color: "text.secondary" }}
    />
  );
}

/** A folder has no size or time of its own; a card says what it is instead. */
function Nothing({ word = "" }: { word?: string }) {
  return (
    <Box component="span" sx={{ color: "text.secondary" }}>
      <Box component="span" sx={{ display: { sm: "none" } }}>
        {word}
      </Box>
      <Box component="span" sx={{ display: { xs: "none", sm: "inline" } }}>
        –
      </Box>
    </Box>
  );
}

const ROW = {
  ...COLUMNS,
  ...CARD,
  borderBottom: 1,
  borderColor: "divider",
  fontSize: "0.8125rem",
  lineHeight: "20px",
  // The sticky header above and the bar of pages below must not cover what has the focus.
  "& a, & button, & input": { scrollMarginBlock: "170px 72px" },
} as const;

const PLAIN = { "&:hover": { bgcolor: "action.hover" } };
const MARKED = { bgcolor: "selected" };

const TICK = { gridArea: area("tick"), userSelect: "none" } as const;

/** As wide and high as its cell, so that it is not missed. */
const NAME = {
  display: "flex",
  alignItems: "center",
  minHeight: { xs: 32, sm: 34 },
  color: "text.primary",
  fontWeight: 500,
  borderRadius: 0.5,
};

const SIZE = {
  gridArea: area("size"),
  textAlign: { sm: "right" },
  fontVariantNumeric: "tabular-nums",
  color: { xs: "text.secondary", sm: "text.primary" },
  pr: { xs: 1.5, sm: 0 },
};

const TIME = {
  ...WIDE_ONLY,
  gridArea: area("time"),
  pl: { sm: 4 },
  color: { xs: "text.secondary", sm: "text.primary" },
};
