import CheckCircleIcon from "@mui/icons-material/CheckCircle";
import CloseIcon from "@mui/icons-material/Close";
import ErrorIcon from "@mui/icons-material/ErrorOutlined";
import FileCopyOutlinedIcon from "@mui/icons-material/FileCopyOutlined";
import ReplayIcon from "@mui/icons-material/Replay";
import UploadFileIcon from "@mui/icons-material/UploadFile";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import LinearProgress from "@mui/material/LinearProgress";
import Typography from "@mui/material/Typography";
import { useTranslation } from "react-i18next";
import { MiddleEllipsis } from "../../components/middle-ellipsis.tsx";
import { Tooltip } from "../../components/tooltip.tsx";
import { errorText } from "../../lib/error-text.ts";
import { formatBytes } from "../../lib/format.ts";
import type { Upload } from "../../lib/uploads/upload-types.ts";
import { uploads } from "../../lib/uploads/uploads.ts";

/** One file in the tray: how far it is, or what it needs. */
export function UploadRow({ upload }: { upload: Upload }) {
  const { t } = useTranslation("uploads");
  const isMoving = upload.state === "sending" || upload.state === "retrying";
  return (
    <Box component="li" sx={{ display: "flex", gap: 1.5, px: 2, py: 1 }}>
      <StateIcon upload={upload} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="body2" sx={{ display: "flex", fontWeight: 550 }}>
          <MiddleEllipsis text={upload.key} />
        </Typography>
        {isMoving && (
          <LinearProgress
            variant="determinate"
            value={percentOf(upload)}
            aria-label={t("progressOf", { name: upload.key })}
            sx={{ my: 0.75, borderRadius: 1 }}
          />
        )}
        <StateText upload={upload} />
      </Box>
      <Acts upload={upload} />
    </Box>
  );
}

function StateIcon({ upload: { state } }: { upload: Upload }) {
  const props = { fontSize: "small", "aria-hidden": true } as const;
  if (state === "done") return <CheckCircleIcon {...props} color="success" />;
  if (state === "failed") return <ErrorIcon {...props} color="error" />;
  if (state === "exists")
    return <FileCopyOutlinedIcon {...props} color="warning" />;
  return <UploadFileIcon {...props} color="primary" />;
}

function StateText({ upload }: { upload: Upload }) {
  const { t, i18n } = useTranslation("uploads");
  const { state, size, sentBytes, bytesPerSecond, error, bucket } = upload;
  const bytes = (value: number) => formatBytes(value, i18n.language);
  function text(): string {
    if (state === "failed") return errorText(error);
    if (state === "exists") return t("existsRow", { bucket });
    if (state === "retrying")
      return t("retrying", { reason: errorText(error) });
    if (state === "done") return bytes(size);
    if (state === "held") return t("held");
    if (sentBytes >= size && size > 0) return t("saving");
    const sent = t("bytesOf", { sent: bytes(sentBytes), total: bytes(size) });
    if (!bytesPerSecond) return sent;
    return `${sent} · ${t("rate", { rate: bytes(bytesPerSecond) })}`;
  }
  return (
    <Typography
      variant="caption"
      sx={{
        display: "block",
        color: state === "failed" ? "error.main" : "text.secondary",
        overflowWrap: "anywhere",
        ...(state === "sending" && { fontVariantNumeric: "tabular-nums" }),
      }}
    >
      {text()}
    </Typography>
  );
}

function Acts({ upload: { id, key: name, state } }: { upload: Upload }) {
  const { t } = useTranslation("uploads");
  if (state === "done") return null;
  if (state === "exists") {
    return (
      <Box sx={{ display: "flex", alignSelf: "center" }}>
        <Button
          size="small"
          aria-label={t("replaceOne", { name })}
          onClick={() => uploads.answer(id, "replace")}
        >
          {t("replace")}
        </Button>
        <Button
          size="small"
          color="inherit"
          aria-label={t("skipOne", { name })}
          onClick={() => uploads.answer(id, "skip")}
        >
          {t("skip")}
        </Button>
      </Box>
    );
  }
  const closeLabel = state === "failed" ? "removeOne" : "cancelOne";
  return (
    <Box sx={{ display: "flex", my: -0.75, mr: -1 }}>
      {state === "failed" && (
        <RowButton
          label={t("retryOne", { name })}
          icon={<ReplayIcon fontSize="small" />}
          onClick={() => uploads.retry(id)}
        />
      )}
      <RowButton
        label={t(closeLabel, { name })}
        icon={<CloseIcon fontSize="small" />}
        onClick={() => uploads.cancel(id)}
      />
    </Box>
  );
}

interface RowButtonProps {
  label: string;
  icon: React.ReactNode;
  onClick: () => void;
}

function RowButton({ label, icon, onClick }: RowButtonProps) {
  return (
    <Tooltip title={label}>
      <IconButton size="small" aria-label={label} onClick={onClick}>
        {icon}
      </IconButton>
    </Tooltip>
  );
}

function percentOf({ size, sentBytes }: Upload): number {
  return size === 0 ? 0 : Math.min(100, (sentBytes / size) * 100);
}
