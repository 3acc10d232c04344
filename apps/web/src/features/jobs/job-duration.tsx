import Box from "@mui/material/Box";
import type { Attempt } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";

type Span = Pick<Attempt, "startedAt" | "finishedAt">;

/** How long a job ran; counts on while it does. Empty for one that never started. */
export function JobDuration({ startedAt, finishedAt }: Span) {
  if (!startedAt) return null;
  if (!finishedAt) return <Running since={startedAt} />;
  return <Duration ms={Date.parse(finishedAt) - Date.parse(startedAt)} />;
}

function Running({ since }: { since: string }) {
  const nowMs = useNow(1000);
  return <Duration ms={nowMs - Date.parse(since)} />;
}

function Duration({ ms }: { ms: number }) {
  const { i18n } = useTranslation();
  return (
    <Box
      component="span"
      sx={{ whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" }}
    >
      {formatDuration(ms, i18n.language)}
    </Box>
  );
}
