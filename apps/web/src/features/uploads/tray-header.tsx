import CloseIcon from "@mui/icons-material/Close";
import ExpandLessIcon from "@mui/icons-material/ExpandLess";
import ExpandMoreIcon from "@mui/icons-material/ExpandMore";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import LinearProgress from "@mui/material/LinearProgress";
import Typography from "@mui/material/Typography";
import { useTranslation } from "react-i18next";
import { Tooltip } from "../../components/tooltip.tsx";
import { formatBytes, formatDuration, formatNumber } from "../../lib/format.ts";
import type { UploadsSnapshot } from "../../lib/uploads/upload-types.ts";
import { uploads } from "../../lib/uploads/uploads.ts";

interface TrayHeaderProps {
  snapshot: UploadsSnapshot;
  isOpen: boolean;
  onToggle: () => void;
}

/** How far everything is, in one line and a bar; stays when the tray is collapsed. */
export function TrayHeader({ snapshot, isOpen, onToggle }: TrayHeaderProps) {
  const { t } = useTranslation("uploads");
  const { counts, totalBytes, sentBytes, isReading } = snapshot;
  const isBusy = isReading || counts.active + counts.waiting > 0;
  const toggleLabel = isOpen ? t("collapse") : t("expand");
  const share = totalBytes > 0 ? sentBytes / totalBytes : 0;
  return (
    <Box sx={{ pl: 2, pr: 1, pt: 1, pb: 1.25 }}>
      <Box sx={{ display: "flex", alignItems: "center", gap: 0.5 }}>
        <Typography component="h2" variant="h3" sx={{ flex: 1, minWidth: 0 }}>
          {useHeadline(snapshot, isBusy)}
        </Typography>
        <Tooltip title={toggleLabel}>
          <IconButton
            size="small"
            aria-label={toggleLabel}
            aria-expanded={isOpen}
            onClick={onToggle}
          >
            {isOpen ? <ExpandMoreIcon /> : <ExpandLessIcon />}
          </IconButton>
        </Tooltip>
        {!isBusy && (
          <Tooltip title={t("close")}>
            <IconButton
              size="small"
              aria-label={t("close")}
              onClick={() => uploads.clear()}
            >
              <CloseIcon fontSize="small" />
            </IconButton>
          </Tooltip>
        )}
      </Box>
      {isBusy && (
        <LinearProgress
          color="secondary"
          variant="determinate"
          value={Math.min(100, share * 100)}
          aria-label={t("progressLabel")}
          sx={{ mt: 0.5, mr: 1, borderRadius: 1, height: 6 }}
        />
      )}
      {isBusy && <Facts snapshot={snapshot} />}
    </Box>
  );
}

function useHeadline(
  { counts, isReading, stop }: UploadsSnapshot,
  isBusy: boolean,
): string {
  const { t, i18n } = useTranslation("uploads");
  const { total, done, failed, exists } = counts;
  if (stop) return stop.kind === "session" ? t("sessionEnded") : t("stopped");
  if (isBusy) {
    return t(isReading ? "uploadingSome" : "uploading", {
      done: formatNumber(Math.min(done + 1, total), i18n.language),
      total: formatNumber(total, i18n.language),
    });
  }
  const open = failed + exists;
  if (open > 0) return t("needAnswer", { count: open });
  return done === 0 ? t("nothing") : t("done", { count: done });
}

function Facts({ snapshot }: { snapshot: UploadsSnapshot }) {
  const { t, i18n } = useTranslation("uploads");
  const { totalBytes, sentBytes, bytesPerSecond, secondsLeft } = snapshot;
  const waitsForReader = snapshot.counts.failed + snapshot.counts.exists;
  const bytes = (value: number) => formatBytes(value, i18n.language);
  const facts = [
    t("bytesOf", { sent: bytes(sentBytes), total: bytes(totalBytes) }),
    ...(bytesPerSecond ? [t("rate", { rate: bytes(bytesPerSecond) })] : []),
    ...(secondsLeft === undefined || snapshot.stop
      ? []
      : [
          t("left", {
            time: formatDuration(
              Math.ceil(secondsLeft) * 1000,
              i18n.language,
              0,
            ),
          }),
        ]),
  ];
  return (
    <Typography
      variant="caption"
      sx={{
        display: "block",
        mt: 0.75,
        color: "text.secondary",
        fontVariantNumeric: "tabular-nums",
      }}
    >
      {facts.join(" · ")}
      {waitsForReader > 0 && (
        <Box
          component="span"
          sx={{ display: "block", color: "warning.main", fontWeight: 600 }}
        >
          {t("needAnswer", { count: waitsForReader })}
        </Box>
      )}
    </Typography>
  );
}
