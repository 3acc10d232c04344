import Box from "@mui/material/Box";
import { useTranslation } from "react-i18next";
import {
  formatExactTime,
  formatMinute,
  formatRelativeTime,
} from "../lib/format.ts";
import { usePreference } from "../lib/preferences.ts";
import { useNow } from "../lib/use-now.ts";
import { Tooltip } from "./tooltip.tsx";

interface TimeTextProps {
  time: string;
  /** Within a table a stop at every row would bury the ones that lead somewhere. */
  isFocusable?: boolean;
}

/** A time as the reader prefers it, relative or not; the exact one on hover and focus. */
export function TimeText({ time, isFocusable = false }: TimeTextProps) {
  const { i18n } = useTranslation();
  const [style] = usePreference("times");
  const nowMs = useNow(30_000);
  const text =
    style === "relative"
      ? formatRelativeTime(time, nowMs, i18n.language)
      : formatMinute(time);
  return (
    <Tooltip title={formatExactTime(time, i18n.language)} describeChild>
      <Box
        component="time"
        dateTime={time}
        {...(isFocusable ? { tabIndex: 0 } : {})}
        sx={{ whiteSpace: "nowrap", borderRadius: 0.5 }}
      >
        {text}
      </Box>
    </Tooltip>
  );
}
