import Box from "@mui/material/Box";
import Checkbox from "@mui/material/Checkbox";
import TableSortLabel from "@mui/material/TableSortLabel";
import { useTranslation } from "react-i18next";
import type { SelectionControl } from "../selection/use-selection.ts";
import type { ChangeView, ObjectFilter, SortBy } from "../use-bucket-view.ts";
import { COLUMNS, WIDE_ONLY } from "./row-layout.ts";

interface TableHeaderProps {
  filter: ObjectFilter;
  onChange: ChangeView;
  selection: SelectionControl;
  isAllRows: boolean;
  /** Nothing is there yet that could be ticked. */
  isPending: boolean;
}

/** The columns' names, which sort, and the tick for the page or for everything. */
export function TableHeader(props: TableHeaderProps) {
  const { filter, onChange, selection, isAllRows, isPending } = props;
  const { t } = useTranslation("buckets");
  const column = (sort: SortBy) => ({ sort, filter, onChange });
  return (
    <Box role="rowgroup" sx={STICKY}>
      <Box role="row" aria-rowindex={1} sx={HEADER}>
        <Box role="columnheader" aria-label={t("table.selection")}>
          <Checkbox
            size="small"
            checked={selection.page === "all" || selection.isPicking}
            indeterminate={selection.page === "some"}
            disabled={isPending}
            onChange={selection.togglePage}
            slotProps={{
              input: {
                "aria-label": isAllRows
                  ? t("table.selectAll")
                  : t("table.selectPage"),
              },
            }}
          />
        </Box>
        <SortColumn {...column("key")} label={t("table.name")} />
        <SortColumn {...column("size")} label={t("table.size")} isNumber />
        <SortColumn {...column("modified")} label={t("table.modified")} />
        <Box role="columnheader" sx={ACTIONS}>
          {t("table.actions")}
        </Box>
      </Box>
    </Box>
  );
}

interface SortColumnProps {
  sort: SortBy;
  filter: ObjectFilter;
  onChange: ChangeView;
  label: string;
  isNumber?: boolean;
}

function SortColumn({
  sort,
  filter,
  onChange,
  label,
  isNumber,
}: SortColumnProps) {
  const isActive = filter.sort === sort;
  const next = isActive && filter.order === "asc" ? "desc" : "asc";
  const ariaSort = filter.order === "asc" ? "ascending" : "descending";
  return (
    <Box
      role="columnheader"
      aria-sort={isActive ? ariaSort : "none"}
      sx={{
        ...(sort === "modified" && WIDE_ONLY),
        textAlign: { sm: isNumber ? "right" : "left" },
        pl: { sm: sort === "modified" ? 4 : 0 },
      }}
    >
      <TableSortLabel
        active={isActive}
        direction={isActive ? filter.order : "asc"}
        onClick={() => onChange({ sort, order: next, page: 0 })}
        sx={{ flexDirection: { sm: isNumber ? "row-reverse" : "row" } }}
      >
        {label}
      </TableSortLabel>
    </Box>
  );
}

const STICKY = {
  position: "sticky",
  top: 112, // the app's bar and the toolbar
  zIndex: 2,
  bgcolor: "background.paper",
};

const HEADER = {
  ...COLUMNS,
  height: 40,
  borderBottom: 1,
  borderColor: "divider",
  fontSize: "0.8125rem",
  fontWeight: 600,
  color: "text.secondary",
  "@media (max-width: 599.95px)": {
    gridTemplateColumns: "40px auto auto auto",
    justifyContent: "start",
    "& > * + * + *": { ml: "20px" },
    fontSize: "0.75rem",
    whiteSpace: "nowrap",
    "& .MuiTableSortLabel-icon": { mx: "1px" },
    "& .MuiTableSortLabel-root:not(.Mui-active) .MuiTableSortLabel-icon": {
      display: "none",
    },
  },
} as const;

/** On a phone the column is seen to be what it is. */
const ACTIONS = {
  textAlign: "right",
  lineHeight: "24px",
  pr: 0.25,
  "@media (max-width: 599.95px)": {
    position: "absolute",
    clipPath: "inset(50%)",
  },
} as const;
