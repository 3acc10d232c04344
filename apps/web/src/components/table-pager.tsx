import ChevronLeftIcon from "@mui/icons-material/ChevronLeft";
import ChevronRightIcon from "@mui/icons-material/ChevronRight";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../lib/format.ts";
import { ROWS_PER_PAGE, usePreference } from "../lib/preferences.ts";
import { ChoiceField } from "./choice-field.tsx";
import { Tooltip } from "./tooltip.tsx";

interface TablePagerProps {
  /** Rows in all; -1 where that is not known. */
  total: number;
  /** Nothing has come yet: there are no numbers to tell. */
  isPending?: boolean;
  /** From 0. */
  page: number;
  onPage: (page: number) => void;
}

/** `Rows per page:` 5, 10, 25 or All, `1-25 of 136`, and the arrows. The choice is remembered. */
export function TablePager(props: TablePagerProps) {
  const { total, page, onPage, isPending = false } = props;
  const { t, i18n } = useTranslation();
  const number = (value: number) => formatNumber(value, i18n.language);
  const [rowsPerPage, setRowsPerPage] = usePreference("rowsPerPage");
  const rows = rowsPerPage === -1 ? total : rowsPerPage;
  const from = total === 0 ? 0 : page * rows + 1;
  const to = total === -1 ? from + rows - 1 : Math.min(from + rows - 1, total);
  return (
    <Box sx={BAR}>
      <span aria-hidden>{t("rowsPerPage")}</span>
      <ChoiceField
        label={t("rowsPerPage")}
        value={rowsPerPage}
        choices={ROWS_PER_PAGE.map((value) => ({
          value,
          label: value === -1 ? t("all") : String(value),
        }))}
        onChoose={(next) => {
          setRowsPerPage(next);
          onPage(0);
        }}
      />
      <Box component="span" sx={RANGE}>
        {isPending
          ? null
          : total === 0
            ? t("noRows")
            : total === -1
              ? t("rowsOfMore", { from: number(from), to: number(to) })
              : t("rowsOf", {
                  from: number(from),
                  to: number(to),
                  total: number(total),
                })}
      </Box>
      <Turn
        label={t("pager.previous")}
        icon={<ChevronLeftIcon />}
        isPossible={page > 0}
        onTurn={() => onPage(page - 1)}
      />
      <Turn
        label={t("pager.next")}
        icon={<ChevronRightIcon />}
        isPossible={!isPending && (total === -1 || to < total)}
        onTurn={() => onPage(page + 1)}
      />
    </Box>
  );
}

interface TurnProps {
  label: string;
  icon: ReactNode;
  isPossible: boolean;
  onTurn: () => void;
}

function Turn({ label, icon, isPossible, onTurn }: TurnProps) {
  return (
    <Tooltip title={label}>
      <IconButton aria-label={label} disabled={!isPossible} onClick={onTurn}>
        {icon}
      </IconButton>
    </Tooltip>
  );
}

const BAR = {
  display: "flex",
  alignItems: "center",
  justifyContent: "flex-end",
  minHeight: { xs: 48, sm: 52 },
  px: { xs: 1.5, sm: 2 },
  borderTop: 1,
  borderColor: "divider",
  fontSize: { xs: "0.75rem", sm: "0.8125rem" },
};

const RANGE = {
  ml: { xs: "auto", sm: 3 },
  mr: { xs: 0, sm: 1 },
  whiteSpace: "nowrap",
  fontVariantNumeric: "tabular-nums",
};
