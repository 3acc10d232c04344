import Box from "@mui/material/Box";
import { useTranslation } from "react-i18next";
import { formatBytes, formatNumber } from "../lib/format.ts";
import { Tooltip } from "./tooltip.tsx";

/** A size, rounded; exact to the byte on hover. */
export function BytesText({ bytes }: { bytes: number }) {
  const { t, i18n } = useTranslation();
  const text = formatBytes(bytes, i18n.language);
  if (bytes < 1024) return <span>{text}</span>;
  const exact = t("bytes", {
    count: bytes,
    formatted: formatNumber(bytes, i18n.language),
  });
  return (
    <Tooltip title={exact} describeChild>
      <Box component="span" sx={{ whiteSpace: "nowrap" }}>
        {text}
      </Box>
    </Tooltip>
  );
}
