import Box from "@mui/material/Box";
import { useTranslation } from "react-i18next";
import { formatNumber, isRounded, sizeParts } from "../lib/format.ts";
import { Tooltip } from "./tooltip.tsx";
import { visuallyHidden } from "./visually-hidden.ts";

interface BytesTextProps {
  bytes: number;
  /** Within a table a stop at every row would bury the ones that lead somewhere. */
  isFocusable?: boolean;
}

/** A size, rounded; exact to the byte on hover, on focus, and for screen readers. */
export function BytesText({ bytes, isFocusable = false }: BytesTextProps) {
  const { t, i18n } = useTranslation();
  const { number, unit } = sizeParts(bytes, i18n.language);
  const exact = isRounded(bytes)
    ? t("bytes", {
        count: bytes,
        formatted: formatNumber(bytes, i18n.language),
      })
    : "";
  return (
    <Tooltip title={exact} describeChild>
      <Box component="span" {...(isFocusable ? { tabIndex: 0 } : {})} sx={SIZE}>
        {number} <span className="unit">{unit}</span>
        {exact && (
          <Box component="span" sx={visuallyHidden}>
            {` (${exact})`}
          </Box>
        )}
      </Box>
    </Tooltip>
  );
}

const SIZE = {
  position: "relative",
  whiteSpace: "nowrap",
  borderRadius: 0.5,
  fontVariantNumeric: "tabular-nums",
  // All units are as wide, so that the digits before them line up in a column.
  "& .unit": { display: "inline-block", minWidth: "1.55em", textAlign: "left" },
};
