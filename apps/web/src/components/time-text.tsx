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
import { visuallyHidden } from "./visually-hidden.ts";

interface TimeTextProps {
  time: string;
  /** Within a table a stop at every row would bury the ones that lead somewhere. */
  isFocusable?: boolean;
}

/**
 * A time as the reader prefers it, how long ago or when; both on hover, on focus, and for
 * screen readers.
 */
export function TimeText({ time, isFocusable = false }: TimeTextProps) {
  const { i18n } = useTranslation();
  const [style] = usePreference("times");
  const nowMs = useNow(30_000);
  const isRelative = style === "relative";
  const relative = formatRelativeTime(time, nowMs, i18n.language);
  const exact = formatExactTime(time, i18n.language);
  const other = isRelative ? exact : relative;
  return (
    <Tooltip
      title={isRelative ? exact : `${exact} · ${relative}`}
      describeChild
    >
      <Box
        component="time"
        dateTime={time}
        {...(isFocusable ? { tabIndex: 0 } : {})}
        sx={{ position: "relative", whiteSpace: "nowrap", borderRadius: 0.5 }}
      >
        {isRelative ? relative : formatMinute(time)}
        <Box component="span" sx={visuallyHidden}>{` (${other})`}</Box>
      </Box>
    </Tooltip>
  );
}
