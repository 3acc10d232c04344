import AddCircleIcon from "@mui/icons-material/AddCircle";
import CancelIcon from "@mui/icons-material/Cancel";
import CheckCircleIcon from "@mui/icons-material/CheckCircle";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import FormHelperText from "@mui/material/FormHelperText";
import IconButton from "@mui/material/IconButton";
import OutlinedInput from "@mui/material/OutlinedInput";
import { type Bucket, bucketNameProblem } from "@oscar/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { showSuccess } from "../../components/messages.tsx";
import { api } from "../../lib/api.ts";
import { errorText, translateFault } from "../../lib/error-text.ts";
import { keys } from "../../lib/query-keys.ts";
import { isCreatingBucket } from "./shell-signals.ts";

/** Of a bucket's name. */
const MIN_LENGTH = 3;

/** `Create Bucket`, which turns into a field with a tick and a cross. */
export function CreateBucket() {
  const { t } = useTranslation();
  const isCreating = isCreatingBucket.use();
  const [isBack, setIsBack] = useState(false);
  function close() {
    setIsBack(true);
    isCreatingBucket.set(false);
  }
  if (isCreating) return <CreateBucketForm onClose={close} />;
  return (
    <Button
      fullWidth
      // Where the field was, which had the focus.
      autoFocus={isBack}
      startIcon={<AddCircleIcon />}
      onClick={() => isCreatingBucket.set(true)}
      sx={{ justifyContent: "flex-start", mt: 0.5 }}
    >
      {t("storage.create")}
    </Button>
  );
}

function CreateBucketForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const helpId = useId();
  const [name, setName] = useState("");
  const [isTried, setIsTried] = useState(false);
  const create = useCreateBucket();

  const fault = faultOf(name, t("storage.required"));
  // Whoever has just begun to type knows that the name is too short.
  const shownFault = isTried || name.length >= MIN_LENGTH ? fault : undefined;
  const problem =
    shownFault ?? (create.error ? errorText(create.error) : undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsTried(true);
    if (fault !== undefined || create.isPending) return;
    create.mutate(name, {
      onSuccess: () => {
        showSuccess(t("storage.created", { name }));
        onClose();
      },
    });
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ mt: 1 }}>
      <Box sx={{ display: "flex", alignItems: "center" }}>
        <OutlinedInput
          size="small"
          fullWidth
          autoFocus
          value={name}
          placeholder={t("storage.placeholder")}
          error={problem !== undefined}
          onChange={(event) => {
            setName(event.target.value);
            create.reset();
          }}
          onKeyDown={(event) => event.key === "Escape" && onClose()}
          slotProps={{
            input: {
              "aria-label": t("storage.placeholder"),
              "aria-describedby": helpId,
              autoCapitalize: "none",
              spellCheck: false,
            },
          }}
        />
        <IconButton
          size="small"
          type="submit"
          color="success"
          aria-label={t("storage.confirm")}
          loading={create.isPending}
        >
          <CheckCircleIcon fontSize="small" />
        </IconButton>
        <IconButton
          size="small"
          color="error"
          aria-label={t("cancel")}
          onClick={onClose}
        >
          <CancelIcon fontSize="small" />
        </IconButton>
      </Box>
      <FormHelperText id={helpId} error role="status">
        {problem}
      </FormHelperText>
    </Box>
  );
}

function faultOf(name: string, whenEmpty: string): string | undefined {
  if (name === "") return whenEmpty;
  const message = bucketNameProblem(name);
  return message && translateFault(message);
}

/** The bucket is in the menu at once; where it was refused, it goes again and the field says why. */
function useCreateBucket() {
  const client = useQueryClient();
  const change = (act: (buckets: Bucket[]) => Bucket[]) =>
    client.setQueryData<{ buckets: Bucket[] }>(
      keys.bucketList,
      (list) => list && { buckets: act(list.buckets) },
    );
  return useMutation({
    mutationFn: (name: string) => api.createBucket({ body: { name } }),
    async onMutate(name) {
      await client.cancelQueries({ queryKey: keys.bucketList });
      const draft = { name, createdAt: new Date().toISOString(), usedBy: [] };
      change((buckets) => withBucket(buckets, draft));
      return { draft };
    },
    onError: (_error, _name, made) =>
      change((buckets) =>
        buckets.filter(({ name, createdAt }) => {
          const { draft } = made ?? {};
          return name !== draft?.name || createdAt !== draft.createdAt;
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: keys.bucketList }),
  });
}

/** In its place by name; a bucket that is there already stays as it is. */
function withBucket(buckets: Bucket[], draft: Bucket): Bucket[] {
  if (buckets.some(({ name }) => name === draft.name)) return buckets;
  const index = buckets.findIndex(({ name }) => name > draft.name);
  return buckets.toSpliced(index === -1 ? buckets.length : index, 0, draft);
}
