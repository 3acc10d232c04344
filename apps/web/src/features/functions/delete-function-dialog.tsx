import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import Typography from "@mui/material/Typography";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMatch, useNavigate } from "react-router";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { showSuccess } from "../../components/messages.tsx";
import { paths } from "../../lib/paths.ts";
import { exactUsageQuery } from "../../lib/shared-queries.ts";
import { functionsQuery } from "../../lib/shared-queries.ts";
import { BucketsThatGo } from "./buckets-that-go.tsx";
import { useDeleteFunction } from "./functions-queries.ts";
import { useOwnBuckets } from "./use-own-buckets.ts";

interface DeleteFunctionDialogProps {
  name: string;
  onClose: () => void;
}

/** Deletes a function; its data only where the reader chose that, with the counts in sight. */
export function DeleteFunctionDialog({
  name,
  onClose,
}: DeleteFunctionDialogProps) {
  const { t } = useTranslation("functions");
  const navigate = useNavigate();
  const isOnItsPage = useMatch(paths.function(name)) !== null;
  const [areBucketsDeleted, setAreBucketsDeleted] = useState(false);
  const { own, shared } = useOwnBuckets(name);
  const remove = useDeleteFunction();
  // Once the reader has agreed to a number, what is left of it says nothing.
  const enabled = remove.isIdle || remove.isError;
  const usages = useQueries({
    queries: own.map((bucket) => ({ ...exactUsageQuery(bucket), enabled })),
  });
  const isCounted = usages.every(({ data }) => data !== undefined);
  const objects = usages.reduce(
    (sum, { data }) => sum + (data?.objects ?? 0),
    0,
  );

  function confirm() {
    const objectsToDelete = areBucketsDeleted ? objects : undefined;
    remove.mutate(
      { name, objectsToDelete },
      {
        onSuccess: () => {
          showSuccess(t("deleted", { name }));
          if (isOnItsPage) void navigate(paths.functions(), { replace: true });
          onClose();
        },
      },
    );
  }
  return (
    <ConfirmDialog
      isOpen
      title={t("deleteTitle")}
      confirmLabel={
        areBucketsDeleted && objects > 0
          ? t("deleteWithFiles", { count: objects })
          : t("deleteConfirm")
      }
      isBusy={remove.isPending || (areBucketsDeleted && !isCounted)}
      error={remove.error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <Typography sx={{ fontWeight: 600 }}>{name}</Typography>
      <UnfinishedJobs name={name} />
      <FormControlLabel
        sx={{ mt: 1 }}
        disabled={own.length === 0}
        control={
          <Checkbox
            checked={areBucketsDeleted}
            onChange={(_event, isTicked) => setAreBucketsDeleted(isTicked)}
          />
        }
        label={t("alsoBuckets")}
      />
      <BucketsThatGo
        own={own.map((bucket, index) => ({
          bucket,
          usage: usages[index]?.data,
        }))}
        shared={shared}
      />
    </ConfirmDialog>
  );
}

function UnfinishedJobs({ name }: { name: string }) {
  const { t } = useTranslation("functions");
  const { data } = useQuery(functionsQuery());
  const counts = data?.find((other) => other.name === name)?.counts;
  if (!counts) return null;
  const count =
    counts.queued + counts.pending + counts.running + counts.publishing;
  if (count === 0) return null;
  return <Typography>{t("unfinishedJobs", { count })}</Typography>;
}
