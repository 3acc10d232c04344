import CheckCircleIcon from "@mui/icons-material/CheckCircle";
import CloseIcon from "@mui/icons-material/Close";
import DeleteForeverIcon from "@mui/icons-material/DeleteForever";
import DownloadIcon from "@mui/icons-material/Download";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { useTranslation } from "react-i18next";
import { Tooltip } from "../../../components/tooltip.tsx";
import { formatNumber } from "../../../lib/format.ts";
import { WITH_WORDS } from "../table/row-layout.ts";
import type { SelectionControl } from "./use-selection.ts";

interface SelectionBarProps {
  selection: SelectionControl;
  /** How many there are in all, -1 where that is not known. */
  total: number;
  isPreparing: boolean;
  /** How far the zip is, in words. */
  preparing: string | undefined;
  onDelete: () => void;
  onDownload: () => void;
}

/** In the toolbar's place while something is ticked: how much, and what can be done with it. */
export function SelectionBar(props: SelectionBarProps) {
  const { selection, total, isPreparing, preparing } = props;
  const { t } = useTranslation("buckets");
  const isNone = selection.count === 0;
  const isOne = selection.count === 1;
  const download = isOne ? t("selection.downloadOne") : t("selection.zip");
  return (
    <Box role="region" aria-label={t("selection.label")} sx={BAR}>
      <CheckCircleIcon sx={{ display: { xs: "none", sm: "block" } }} />
      <Counts selection={selection} total={total} />
      {preparing && (
        <Typography variant="body2" role="status">
          {preparing}
        </Typography>
      )}
      <BarButton
        label={t("selection.delete")}
        icon={<DeleteForeverIcon fontSize="small" />}
        isDisabled={isNone}
        onClick={props.onDelete}
      />
      <BarButton
        label={download}
        icon={<DownloadIcon fontSize="small" />}
        isBusy={isPreparing}
        isDisabled={isNone}
        onClick={props.onDownload}
      />
      <Tooltip title={t("selection.close")}>
        <IconButton
          color="inherit"
          aria-label={t("selection.close")}
          onClick={selection.clear}
        >
          <CloseIcon />
        </IconButton>
      </Tooltip>
    </Box>
  );
}

function Counts({
  selection,
  total,
}: {
  selection: SelectionControl;
  total: number;
}) {
  const { t, i18n } = useTranslation("buckets");
  const { count, arrived, page, isPicking, pickEverything } = selection;
  const number = (value: number) => formatNumber(value, i18n.language);
  const isMore = page === "all" && count < total && arrived === 0;
  return (
    <Box sx={COUNTS}>
      <Typography
        role="status"
        noWrap
        sx={{ fontWeight: 600, maxWidth: "100%" }}
      >
        {count === 0
          ? t("selection.picking")
          : t("selection.count", { count, number: number(count) })}
      </Typography>
      {isMore && (
        <Button
          color="inherit"
          size="small"
          loading={isPicking}
          onClick={() => void pickEverything()}
          sx={{ textDecoration: "underline" }}
        >
          {t("selection.all", { total: number(total) })}
        </Button>
      )}
      {arrived > 0 && (
        <Typography
          variant="body2"
          component="span"
          sx={{ whiteSpace: "nowrap" }}
        >
          {t("selection.arrived", { count: arrived, number: number(arrived) })}
          {" · "}
          <Button
            color="inherit"
            size="small"
            loading={isPicking}
            onClick={() => void pickEverything()}
            sx={{ textDecoration: "underline", minWidth: 0 }}
          >
            {t("selection.include")}
          </Button>
        </Typography>
      )}
    </Box>
  );
}

interface BarButtonProps {
  label: string;
  icon: React.ReactNode;
  isBusy?: boolean;
  isDisabled: boolean;
  onClick: () => void;
}

/** Where there is little room, the icon alone. */
function BarButton({
  label,
  icon,
  isBusy = false,
  isDisabled,
  onClick,
}: BarButtonProps) {
  return (
    <Tooltip title={label}>
      <Button
        color="inherit"
        variant="outlined"
        aria-label={label}
        loading={isBusy}
        disabled={isDisabled}
        onClick={onClick}
        sx={{
          minWidth: 36,
          px: 0,
          [WITH_WORDS]: { px: 2 },
          borderColor: "currentColor !important",
        }}
      >
        {icon}
        <Box component="span" sx={WORD}>
          {label}
        </Box>
      </Button>
    </Tooltip>
  );
}

const WORD = {
  display: "none",
  [WITH_WORDS]: { display: "inline", ml: 1 },
};

/** On a phone what is offered stands below the count. */
const COUNTS = {
  flex: 1,
  minWidth: 0,
  display: "flex",
  flexDirection: { xs: "column", sm: "row" },
  alignItems: { xs: "flex-start", sm: "center" },
  columnGap: 1,
  "& .MuiButton-root": {
    minHeight: { xs: 24, sm: 32 },
    px: { xs: 0, sm: 1 },
    py: 0,
    whiteSpace: "nowrap",
  },
};

const BAR = {
  display: "flex",
  alignItems: "center",
  gap: 1,
  height: "100%",
  px: { xs: 1.5, sm: 2 },
  bgcolor: "primary.main",
  color: "primary.contrastText",
  borderRadius: "7px 7px 0 0",
  "& .Mui-focusVisible": { outlineColor: "currentColor !important" },
};
