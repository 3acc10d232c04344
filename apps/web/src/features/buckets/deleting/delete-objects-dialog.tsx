import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import LinearProgress from "@mui/material/LinearProgress";
import Typography from "@mui/material/Typography";
import type { DeleteResult, Operation } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { showFailure, showSuccess } from "../../../components/messages.tsx";
import { api } from "../../../lib/api.ts";
import { formatBytes, formatNumber } from "../../../lib/format.ts";
import type { ResolvedSelection } from "../selection/resolve-selection.ts";
import { onlyFolder, onlyObject, type Picked } from "../selection/selection.ts";
import { FailedObjects } from "./failed-objects.tsx";
import { useDeleteObjects } from "./use-delete-objects.ts";

interface DeleteObjectsDialogProps {
  bucket: string;
  picked: Picked;
  onDeleted: () => void;
  onClose: () => void;
}

/** Asks before files are deleted, says how far that is, and what could not be. */
export function DeleteObjectsDialog(props: DeleteObjectsDialogProps) {
  const { bucket, picked, onDeleted, onClose } = props;
  const { t, i18n } = useTranslation("buckets");
  const { resolved, act, progress } = useDeleteObjects(bucket, picked);
  const count = resolved.data?.count;
  const isFailed = (act.data?.failedCount ?? 0) > 0;

  function confirm() {
    act.mutate(undefined, {
      onSuccess: (result) => {
        onDeleted();
        if (result.failedCount > 0) return;
        const name = onlyObject(picked);
        showSuccess(name ? t("delete.doneOne", { name }) : t("delete.done"));
        onClose();
      },
    });
  }
  if (isFailed && act.data)
    return <DeletedInPart result={act.data} onClose={onClose} />;
  const number = formatNumber(count ?? 0, i18n.language);
  return (
    <ConfirmDialog
      isOpen
      title={t("delete.title")}
      confirmLabel={t("delete.confirm", { count: count ?? 0, number })}
      isBusy={act.isPending || count === undefined}
      error={act.error ?? resolved.error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <Typography>{t("delete.warning")}</Typography>
      <What picked={picked} resolved={resolved.data} bucket={bucket} />
      {progress && <Progress progress={progress} />}
    </ConfirmDialog>
  );
}

interface WhatProps {
  picked: Picked;
  resolved: ResolvedSelection | null | undefined;
  bucket: string;
}

/** What goes: its name where it is one thing, and how much it is where it is more. */
function What({ picked, resolved, bucket }: WhatProps) {
  const { t, i18n } = useTranslation("buckets");
  const object = onlyObject(picked);
  const name = object ?? onlyFolder(picked);
  const count = resolved?.count ?? 0;
  const bytes = resolved?.bytes;
  const number = formatNumber(count, i18n.language);
  const size = formatBytes(bytes ?? 0, i18n.language);
  return (
    <Box sx={{ mt: 1, color: "text.secondary", overflowWrap: "anywhere" }}>
      {name !== undefined && <Typography>{name}</Typography>}
      {object === undefined && resolved && (
        <Typography>
          {bytes === undefined
            ? t("delete.count", { count, number, bucket })
            : t("delete.countAndSize", { count, number, size, bucket })}
        </Typography>
      )}
    </Box>
  );
}

function Progress({ progress }: { progress: Operation }) {
  const { t, i18n } = useTranslation("buckets");
  const { id, done, total } = progress;
  const number = (value: number) => formatNumber(value, i18n.language);
  const stop = () =>
    void api.cancelOperation({ params: { id } }).catch(showFailure);
  return (
    <Box sx={{ mt: 2 }}>
      <LinearProgress
        variant={total ? "determinate" : "indeterminate"}
        value={total ? (done / total) * 100 : 0}
        aria-label={t("delete.progress")}
      />
      <Box sx={{ display: "flex", alignItems: "center", mt: 0.5 }}>
        <Typography variant="caption" sx={{ flex: 1, color: "text.secondary" }}>
          {total
            ? t("delete.doneOf", { done: number(done), total: number(total) })
            : t("delete.doneSoFar", { done: number(done) })}
        </Typography>
        <Button size="small" color="inherit" onClick={stop}>
          {t("delete.stop")}
        </Button>
      </Box>
    </Box>
  );
}

interface DeletedInPartProps {
  result: DeleteResult;
  onClose: () => void;
}

function DeletedInPart({ result, onClose }: DeletedInPartProps) {
  const { t, i18n } = useTranslation("buckets");
  const number = formatNumber(result.deleted, i18n.language);
  return (
    <FailedObjects
      title={t("delete.partTitle")}
      failed={result.failed}
      failedCount={result.failedCount}
      onClose={onClose}
    >
      <Alert severity="warning" sx={{ mb: 2 }}>
        {t("delete.partText", { count: result.deleted, number })}
      </Alert>
    </FailedObjects>
  );
}
