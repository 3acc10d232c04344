import CloudUploadIcon from "@mui/icons-material/CloudUpload";
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { showFailure } from "../../../components/messages.tsx";
import {
  entriesOf,
  sourcesOfEntries,
} from "../../../lib/uploads/read-files.ts";
import { uploadSources } from "../../../lib/uploads/uploads.ts";
import { useBucketView } from "../use-bucket-view.ts";
import { placeOf } from "./place-of.ts";
import { useDrop } from "./use-drop.ts";

/** The whole page: what is dropped on it is uploaded at once, folders with their paths. */
export function DropZone({ bucket }: { bucket: string }) {
  const { t } = useTranslation("buckets");
  const [view] = useBucketView();
  const folder = view.filter.folder ?? "";
  const upload = useCallback(
    (data: DataTransfer) => {
      const sources = sourcesOfEntries(entriesOf(data), folder);
      uploadSources(bucket, sources, (error) =>
        showFailure(error, { text: t("drop.unreadable") }),
      );
    },
    [bucket, folder, t],
  );
  const isOver = useDrop(upload);
  if (!isOver) return null;
  return (
    <Box sx={OVERLAY}>
      <CloudUploadIcon color="primary" sx={{ fontSize: 48 }} />
      <Typography variant="h1" component="p">
        {t("drop.title", { place: placeOf(bucket, folder) })}
      </Typography>
      <Typography>{t("drop.hint")}</Typography>
    </Box>
  );
}

const OVERLAY = {
  position: "fixed",
  inset: 12,
  zIndex: "modal",
  display: "grid",
  placeContent: "center",
  justifyItems: "center",
  gap: 1,
  textAlign: "center",
  p: 3,
  border: 2,
  borderStyle: "dashed",
  borderColor: "primary.main",
  borderRadius: 2,
  bgcolor: "selected",
  opacity: 0.97,
  pointerEvents: "none",
} as const;
