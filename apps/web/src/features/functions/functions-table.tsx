import Box from "@mui/material/Box";
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import type { SxProps } from "@mui/material/styles";
import TableSortLabel from "@mui/material/TableSortLabel";
import { useTranslation } from "react-i18next";
import { JobChips } from "../../components/job-chips.tsx";
import { Tooltip } from "../../components/tooltip.tsx";
import type { TableUrl } from "../../lib/use-table-url.ts";
import { FunctionActions } from "./function-actions.tsx";
import { type ColumnId, isNumeric } from "./function-columns.tsx";
import type { FunctionsTableModel } from "./use-functions-table.ts";

interface FunctionsTableProps {
  table: FunctionsTableModel;
  url: TableUrl;
  onDelete: (name: string) => void;
}

export function FunctionsTable({ table, url, onDelete }: FunctionsTableProps) {
  const { t } = useTranslation("functions");
  return (
    <TableContainer sx={{ "& tbody tr:last-of-type > td": { border: 0 } }}>
      <Table aria-label={t("title")}>
        <TableHead>
          <TableRow>
            {table.getHeaderGroups()[0]?.headers.map(({ id }) => (
              <HeadCell key={id} id={id as ColumnId} url={url} />
            ))}
            <TableCell align="right" sx={{ width: ACTIONS_WIDTH }}>
              {t("columns.actions")}
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {table.getRowModel().rows.map((row) => (
            <TableRow key={row.id} hover>
              {row.getAllCells().map((cell) => (
                <TableCell
                  key={cell.id}
                  align={isNumeric(cell.column.id) ? "right" : "left"}
                  sx={SIZES[cell.column.id as ColumnId]}
                >
                  <table.FlexRender cell={cell} />
                </TableCell>
              ))}
              <TableCell align="right">
                <Box sx={ACTIONS}>
                  <JobChips counts={row.original.counts} />
                  <FunctionActions
                    name={row.original.name}
                    onDelete={() => onDelete(row.original.name)}
                  />
                </Box>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

/** Room for the chips, so that nothing moves when jobs come and go. */
const ACTIONS_WIDTH = 232;

/** Names take what room is left; a long problem gives way. Of the heading too, so that it stays where no row is. */
const SIZES: Partial<Record<ColumnId, SxProps>> = {
  ready: { maxWidth: 180, width: 140, whiteSpace: "nowrap" },
  name: { maxWidth: 0, minWidth: 140, width: "40%" },
};

const ACTIONS = {
  display: "inline-flex",
  alignItems: "center",
  justifyContent: "flex-end",
  mr: -1,
  gap: 0.5,
};

function HeadCell({ id, url }: { id: ColumnId; url: TableUrl }) {
  const { t } = useTranslation("functions");
  const isActive = url.sort.by === id;
  const direction = isActive && url.sort.isDescending ? "desc" : "asc";
  return (
    <TableCell
      align={isNumeric(id) ? "right" : "left"}
      sx={SIZES[id]}
      sortDirection={isActive ? direction : false}
    >
      <Tooltip title={t(`columnHints.${id}`)} describeChild>
        <TableSortLabel
          active={isActive}
          direction={direction}
          onClick={() =>
            url.setSort({
              by: id,
              isDescending: isActive && direction === "asc",
            })
          }
        >
          {t(`columns.${id}`)}
        </TableSortLabel>
      </Tooltip>
    </TableCell>
  );
}
