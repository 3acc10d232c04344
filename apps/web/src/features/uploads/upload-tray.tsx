import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Paper from "@mui/material/Paper";
import Typography from "@mui/material/Typography";
import useMediaQuery from "@mui/material/useMediaQuery";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../lib/format.ts";
import type { UploadsSnapshot } from "../../lib/uploads/upload-types.ts";
import { uploads, useUploads } from "../../lib/uploads/uploads.ts";
import { TrayHeader } from "./tray-header.tsx";
import { TrayNotices } from "./tray-notices.tsx";
import { UploadRow } from "./upload-row.tsx";
import { useUploadNews } from "./use-upload-news.ts";

const GOODBYE_MS = 8000;

/** What is being uploaded, on whatever page one is; above the bar with the pages of a table. */
export function UploadTray() {
  const { t } = useTranslation("uploads");
  const isNarrow = useMediaQuery("(max-width: 599.95px)", { noSsr: true });
  const [isOpen, setIsOpen] = useState(!isNarrow);
  const [isHeld, setIsHeld] = useState(false);
  const snapshot = useUploads();
  useUploadNews(snapshot);
  useGoodbye(snapshot, isHeld);
  if (snapshot.counts.total === 0 && !snapshot.isReading) return null;
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-label={t("title")}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
      sx={TRAY}
    >
      <TrayHeader
        snapshot={snapshot}
        isOpen={isOpen}
        onToggle={() => setIsOpen(!isOpen)}
      />
      {isOpen && <TrayBody snapshot={snapshot} />}
    </Paper>
  );
}

function TrayBody({ snapshot }: { snapshot: UploadsSnapshot }) {
  const { t, i18n } = useTranslation("uploads");
  const { active, attention, recent, counts } = snapshot;
  const hidden = counts.failed + counts.exists - attention.length;
  const isBusy = counts.active + counts.waiting > 0;
  return (
    <>
      <TrayNotices snapshot={snapshot} />
      <Box component="ul" tabIndex={-1} sx={ROWS}>
        {[...active, ...attention].map((upload) => (
          <UploadRow key={upload.id} upload={upload} />
        ))}
        {hidden > 0 && (
          <Note>
            {t("moreAttention", {
              number: formatNumber(hidden, i18n.language),
            })}
          </Note>
        )}
        {counts.waiting > 0 && (
          <Note>{t("waiting", { count: counts.waiting })}</Note>
        )}
        {recent.map((upload) => (
          <UploadRow key={upload.id} upload={upload} />
        ))}
        {counts.skipped > 0 && (
          <Note>{t("skipped", { count: counts.skipped })}</Note>
        )}
      </Box>
      {isBusy && (
        <Box sx={{ p: 1, borderTop: 1, borderColor: "divider" }}>
          <Button
            size="small"
            color="inherit"
            onClick={() => uploads.cancelAll()}
          >
            {t("cancelAll")}
          </Button>
        </Box>
      )}
    </>
  );
}

function Note({ children }: { children: React.ReactNode }) {
  return (
    <Typography
      component="li"
      variant="caption"
      sx={{ display: "block", px: 2, py: 0.75, color: "text.secondary" }}
    >
      {children}
    </Typography>
  );
}

/** The tray goes by itself once all is well and nobody looks at it. */
function useGoodbye({ counts, isReading }: UploadsSnapshot, isHeld: boolean) {
  const { active, waiting, failed, exists, total } = counts;
  const isOpenEnded = active + waiting + failed + exists > 0 || isReading;
  const isWell = total > 0 && !isOpenEnded;
  useEffect(() => {
    if (!isWell || isHeld) return;
    const timer = setTimeout(() => uploads.clear(), GOODBYE_MS);
    return () => clearTimeout(timer);
  }, [isWell, isHeld]);
}

const TRAY = {
  position: "fixed",
  zIndex: "speedDial",
  right: { xs: 8, sm: 24 },
  left: { xs: 8, sm: "auto" },
  bottom: { xs: 56, sm: 76 },
  width: { sm: 380 },
  maxHeight: "calc(100vh - 200px)",
  display: "flex",
  flexDirection: "column",
  overflow: "hidden",
  bgcolor: "raised",
  boxShadow: "0 12px 32px rgba(8, 20, 32, 0.18)",
} as const;

const ROWS = {
  listStyle: "none",
  m: 0,
  p: 0,
  pb: 1,
  flex: 1,
  minHeight: 0,
  overflowY: "auto",
  outline: "none",
};
