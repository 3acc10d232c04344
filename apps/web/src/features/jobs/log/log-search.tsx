import KeyboardArrowDownIcon from "@mui/icons-material/KeyboardArrowDown";
import KeyboardArrowUpIcon from "@mui/icons-material/KeyboardArrowUp";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import { useTranslation } from "react-i18next";
import { SearchField } from "../../../components/search-field.tsx";
import { Tooltip } from "../../../components/tooltip.tsx";
import type { LineSearch } from "./use-line-search.ts";

/** Looks for a text in the log: Enter leads to the next line that holds it, Shift+Enter back. */
export function LogSearch({ search }: { search: LineSearch }) {
  const { t } = useTranslation("jobs");
  const { text, needle, count, position } = search;
  const isFound = count > 0;
  return (
    <Box
      role="search"
      sx={BAR}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.target instanceof HTMLButtonElement)
          return;
        event.preventDefault();
        if (event.shiftKey) search.previous();
        else search.next();
      }}
    >
      <SearchField
        value={text}
        onChange={search.search}
        label={t("searchLog")}
      />
      {text !== "" && (
        <>
          <Box role="status" sx={COUNT}>
            {text === needle &&
              (position > 0
                ? t("foundAt", { position, count })
                : t("found", { count }))}
          </Box>
          <Step
            label={t("previousFound")}
            icon={KeyboardArrowUpIcon}
            isEnabled={isFound}
            onClick={search.previous}
          />
          <Step
            label={t("nextFound")}
            icon={KeyboardArrowDownIcon}
            isEnabled={isFound}
            onClick={search.next}
          />
        </>
      )}
    </Box>
  );
}

interface StepProps {
  label: string;
  icon: typeof KeyboardArrowUpIcon;
  isEnabled: boolean;
  onClick: () => void;
}

function Step({ label, icon: Icon, isEnabled, onClick }: StepProps) {
  return (
    <Tooltip title={label}>
      <span>
        <IconButton
          size="small"
          aria-label={label}
          disabled={!isEnabled}
          onClick={onClick}
        >
          <Icon fontSize="small" />
        </IconButton>
      </span>
    </Tooltip>
  );
}

const BAR = {
  display: "flex",
  alignItems: "center",
  gap: 0.5,
  width: { xs: "100%", sm: "auto" },
  order: { xs: 1, sm: 0 },
  "& .MuiOutlinedInput-root": { width: { xs: "100%", sm: 240 } },
};

const COUNT = {
  px: 0.5,
  whiteSpace: "nowrap",
  color: "text.secondary",
  fontSize: "0.8125rem",
  fontVariantNumeric: "tabular-nums",
};
