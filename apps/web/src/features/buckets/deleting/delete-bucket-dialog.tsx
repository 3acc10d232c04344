import Alert from "@mui/material/Alert";
import Typography from "@mui/material/Typography";
import { type Bucket, isAppError } from "@oscar/contracts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ConfirmDialog } from "../../../components/confirm-dialog.tsx";
import { showSuccess } from "../../../components/messages.tsx";
import { api } from "../../../lib/api.ts";
import { formatBytes, formatNumber } from "../../../lib/format.ts";
import { resultOf } from "../../../lib/operations.ts";
import { paths } from "../../../lib/paths.ts";
import { keys } from "../../../lib/query-keys.ts";
import { bucketsQuery, exactUsageQuery } from "../../../lib/shared-queries.ts";
import { BucketInUse } from "./bucket-in-use.tsx";

interface DeleteBucketDialogProps {
  bucket: string;
  onClose: () => void;
}

/** Asks before a bucket is deleted; offers to delete what is in it, or says who uses it. */
export function DeleteBucketDialog({
  bucket,
  onClose,
}: DeleteBucketDialogProps) {
  const { t, i18n } = useTranslation("buckets");
  const navigate = useNavigate();
  const act = useDeleteBucket(bucket);
  const usage = useQuery({
    ...exactUsageQuery(bucket),
    // Once the reader has agreed to a number, what is left of it says nothing.
    enabled: act.isIdle || act.isError,
  });
  const users = useUsers(bucket);
  const objects = usage.isFetching ? undefined : usage.data?.objects;
  const isFilled = objects !== undefined && objects > 0;

  function confirm() {
    act.mutate(objects, {
      onSuccess: () => {
        showSuccess(t("deleteBucket.done", { name: bucket }));
        void navigate(paths.dashboard());
      },
    });
  }
  if (users.length > 0)
    return <BucketInUse bucket={bucket} users={users} onClose={onClose} />;
  const number = formatNumber(objects ?? 0, i18n.language);
  return (
    <ConfirmDialog
      isOpen
      title={t("delete.title")}
      confirmLabel={
        isFilled
          ? t("deleteBucket.confirmFilled", { count: objects, number })
          : t("deleteBucket.button")
      }
      isBusy={act.isPending || (objects === undefined && !usage.error)}
      error={act.error ?? usage.error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <Typography>{t("delete.warning")}</Typography>
      <Typography sx={{ mt: 1, color: "text.secondary" }}>
        {t("deleteBucket.what", { name: bucket })}
      </Typography>
      {isFilled && usage.data && (
        <Alert severity="warning" sx={{ mt: 2 }}>
          <strong>{t("deleteBucket.notEmpty")}</strong>
          <br />
          {t("deleteBucket.holds", {
            count: objects,
            number,
            size: formatBytes(usage.data.bytes, i18n.language),
          })}
        </Alert>
      )}
    </ConfirmDialog>
  );
}

function useUsers(bucket: string): Bucket["usedBy"] {
  const { data = [] } = useQuery({
    ...bucketsQuery(),
    refetchOnMount: "always",
  });
  return data.find(({ name }) => name === bucket)?.usedBy ?? [];
}

function useDeleteBucket(bucket: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (objects: number | undefined) => {
      const query = objects
        ? ({ contents: "delete", expected: objects } as const)
        : {};
      const answer = await api.deleteBucket({ params: { bucket }, query });
      await resultOf<unknown>(answer);
    },
    onError: (error) => {
      const isOld = isAppError(
        error,
        "count_changed",
        "bucket_not_empty",
        "bucket_in_use",
      );
      if (!isOld) return;
      void client.invalidateQueries({ queryKey: keys.bucketUsage(bucket) });
      void client.invalidateQueries({ queryKey: keys.bucketList });
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.bucketList });
    },
  });
}
