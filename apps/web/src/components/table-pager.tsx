import TablePagination from "@mui/material/TablePagination";
import { useTranslation } from "react-i18next";
import { type Preferences, usePreference } from "../lib/preferences.ts";

type RowsPerPage = Preferences["rowsPerPage"];

interface TablePagerProps {
  /** Rows in all; -1 where that is not known. */
  total: number;
  /** From 0. */
  page: number;
  onPage: (page: number) => void;
}

/** `Rows per page:` 5, 10, 25 or All, `1-25 of 136`, and the arrows. The choice is remembered. */
export function TablePager({ total, page, onPage }: TablePagerProps) {
  const { t } = useTranslation();
  const [rowsPerPage, setRowsPerPage] = usePreference("rowsPerPage");
  return (
    <TablePagination
      component="div"
      count={total}
      page={page}
      rowsPerPage={rowsPerPage}
      rowsPerPageOptions={[5, 10, 25, { label: t("all"), value: -1 }]}
      labelRowsPerPage={t("rowsPerPage")}
      labelDisplayedRows={({ from, to, count }) =>
        count === 0
          ? t("noRows")
          : count === -1
            ? t("rowsOfMore", { from, to })
            : t("rowsOf", { from, to, count })
      }
      getItemAriaLabel={(type) => t(`pager.${type}`)}
      onPageChange={(_event, next) => onPage(next)}
      onRowsPerPageChange={(event) => {
        setRowsPerPage(Number(event.target.value) as RowsPerPage);
        onPage(0);
      }}
      slotProps={{ toolbar: { sx: PAGER_BAR } }}
      sx={{ borderTop: 1, borderColor: "divider" }}
    />
  );
}

const PAGER_BAR = {
  minHeight: { xs: 48, sm: 52 },
  px: { xs: 1, sm: 2 },
  "& .MuiTablePagination-spacer": { flex: { xs: "none", sm: "1 1 100%" } },
  "& .MuiTablePagination-input": {
    mx: { xs: 0.5, sm: 1 },
    fontSize: "0.8125rem",
  },
  "& .MuiTablePagination-select": {
    display: "flex",
    alignItems: "center",
    minHeight: 32,
    py: 0,
  },
  "& .MuiTablePagination-displayedRows": { ml: { xs: "auto", sm: 0 } },
  "& .MuiTablePagination-actions": { ml: { xs: 0, sm: 1 } },
  "& p": { fontSize: { xs: "0.75rem", sm: "0.8125rem" } },
};
