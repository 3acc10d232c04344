import DeleteForeverIcon from "@mui/icons-material/DeleteForever";
import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import IconButton from "@mui/material/IconButton";
import Link from "@mui/material/Link";
import type { ObjectSummary } from "@oscar/contracts";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { BytesText } from "../../../components/bytes-text.tsx";
import { MiddleEllipsis } from "../../../components/middle-ellipsis.tsx";
import { TimeText } from "../../../components/time-text.tsx";
import { CARD, COLUMNS, type RowPlace, placeStyle } from "./row-layout.ts";

interface ObjectRowProps {
  object: ObjectSummary;
  /** The row's place within the table, from 0, and among all that match, from 1. */
  index: number;
  position: number;
  isTicked: boolean;
  isPreviewed: boolean;
  previewTo: string;
  onToggle: (index: number, options: { isRange: boolean }) => void;
  onDelete: (object: ObjectSummary) => void;
  place: RowPlace;
}

/** One object. Drawn anew only when something of it changes. */
export const ObjectRow = memo(DrawnRow, (before, after) => {
  const { place, ...rest } = after;
  const names = Object.keys(rest) as (keyof typeof rest)[];
  return (
    before.place.height === place.height &&
    before.place.top === place.top &&
    names.every((name) => before[name] === rest[name])
  );
});

function DrawnRow(props: ObjectRowProps) {
  const { object, index, position, isTicked, isPreviewed } = props;
  const { t } = useTranslation("buckets");
  const name = object.key;
  return (
    <Box
      role="row"
      aria-rowindex={position + 1}
      data-row={index}
      style={placeStyle(props.place)}
      sx={[ROW, isTicked || isPreviewed ? MARKED : PLAIN]}
    >
      <Box role="cell" sx={{ gridArea: AREA("tick"), userSelect: "none" }}>
        <Checkbox
          size="small"
          checked={isTicked}
          onChange={(event) => {
            const { nativeEvent } = event;
            const isRange =
              "shiftKey" in nativeEvent && nativeEvent.shiftKey === true;
            props.onToggle(index, { isRange });
          }}
          slotProps={{ input: tickProps(t("table.select", { name })) }}
        />
      </Box>
      <Box role="cell" sx={{ gridArea: AREA("name"), minWidth: 0 }}>
        <Link
          component={RouterLink}
          to={props.previewTo}
          preventScrollReset
          aria-label={name}
          data-column="name"
          sx={NAME}
        >
          <MiddleEllipsis text={name} />
        </Link>
      </Box>
      <Box role="cell" sx={SIZE}>
        <BytesText bytes={object.size} />
      </Box>
      <Box role="cell" sx={TIME}>
        <TimeText time={object.modifiedAt} />
      </Box>
      <Box role="cell" sx={{ gridArea: AREA("acts"), textAlign: "right" }}>
        <IconButton
          color="error"
          aria-label={t("table.delete", { name })}
          title={t("table.delete", { name })}
          data-column="delete"
          onClick={() => props.onDelete(object)}
        >
          <DeleteForeverIcon fontSize="small" />
        </IconButton>
      </Box>
    </Box>
  );
}

function tickProps(label: string) {
  return { "aria-label": label, "data-column": "tick" };
}

function AREA(area: string) {
  return { xs: area, sm: "auto" };
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

const NAME = {
  display: "flex",
  width: "fit-content",
  maxWidth: "100%",
  color: "text.primary",
  fontWeight: 500,
  borderRadius: 0.5,
};

const SIZE = {
  gridArea: AREA("size"),
  textAlign: { sm: "right" },
  fontVariantNumeric: "tabular-nums",
  color: { xs: "text.secondary", sm: "text.primary" },
  pr: { xs: 1.5, sm: 0 },
};

const TIME = {
  gridArea: AREA("time"),
  pl: { sm: 4 },
  color: { xs: "text.secondary", sm: "text.primary" },
};
