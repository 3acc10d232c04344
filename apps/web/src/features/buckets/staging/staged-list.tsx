import RemoveCircleOutlineIcon from "@mui/icons-material/RemoveCircleOutlineOutlined";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import Paper from "@mui/material/Paper";
import Typography from "@mui/material/Typography";
import { useTranslation } from "react-i18next";
import { showInfo } from "../../../components/messages.tsx";
import { MiddleEllipsis } from "../../../components/middle-ellipsis.tsx";
import { Tooltip } from "../../../components/tooltip.tsx";
import {
  formatBytes,
  formatMinute,
  formatNumber,
} from "../../../lib/format.ts";
import {
  pathOf,
  stageFiles,
  unstageFile,
  useStagedFiles,
} from "../../../lib/uploads/staged-files.ts";
import { useBucketView } from "../use-bucket-view.ts";
import { placeOf } from "./place-of.ts";

const MAX_SHOWN = 50;

/** `Files`: what was chosen and goes with `Upload`. */
export function StagedList({ bucket }: { bucket: string }) {
  const { t, i18n } = useTranslation("buckets");
  const files = useStagedFiles(bucket);
  const [view] = useBucketView();
  const folder = view.filter.folder ?? "";
  if (files.length === 0) return null;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const hidden = files.length - MAX_SHOWN;
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-label={t("staged.title")}
      sx={{ mb: 2, py: 1 }}
    >
      <Box
        sx={{ display: "flex", alignItems: "baseline", gap: 1, px: 2, pb: 0.5 }}
      >
        <Typography variant="h3" component="h2">
          {t("staged.title")}
        </Typography>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {t("countAndSize", {
            count: files.length,
            number: formatNumber(files.length, i18n.language),
            size: formatBytes(bytes, i18n.language),
          })}
          {folder !== "" &&
            ` · ${t("staged.into", { place: placeOf(bucket, folder) })}`}
        </Typography>
      </Box>
      <Box component="ul" tabIndex={-1} sx={LIST}>
        {files.slice(0, MAX_SHOWN).map((file) => (
          <StagedFile key={pathOf(file)} bucket={bucket} file={file} />
        ))}
        {hidden > 0 && (
          <Typography component="li" variant="body2" sx={{ px: 2, py: 1 }}>
            {t("staged.more", { number: formatNumber(hidden, i18n.language) })}
          </Typography>
        )}
      </Box>
    </Paper>
  );
}

function StagedFile({ bucket, file }: { bucket: string; file: File }) {
  const { t, i18n } = useTranslation(["buckets", "common"]);
  const name = pathOf(file);
  const label = t("buckets:staged.remove", { name });
  function remove() {
    unstageFile(bucket, file);
    showInfo(t("buckets:staged.removed", { name }), {
      act: {
        label: t("common:undo"),
        run: () => stageFiles(bucket, [file]),
      },
    });
  }
  return (
    <Box component="li" sx={ROW}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="body2" sx={{ display: "flex" }}>
          <MiddleEllipsis text={name} />
        </Typography>
        <Typography variant="caption" sx={{ color: "text.secondary" }}>
          {formatMinute(new Date(file.lastModified).toISOString())}
          {" · "}
          {formatBytes(file.size, i18n.language)}
        </Typography>
      </Box>
      <Tooltip title={label}>
        <IconButton
          size="small"
          color="error"
          aria-label={label}
          onClick={remove}
        >
          <RemoveCircleOutlineIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </Box>
  );
}

const LIST = {
  listStyle: "none",
  m: 0,
  p: 0,
  maxHeight: 240,
  overflowY: "auto",
};

const ROW = {
  display: "flex",
  alignItems: "center",
  gap: 1,
  minHeight: 48,
  pl: 2,
  pr: 1.25,
};
