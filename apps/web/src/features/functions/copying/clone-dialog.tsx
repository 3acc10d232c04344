import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { FunctionName, isAppError, type OscarFunction } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { showSuccess } from "../../../components/messages.tsx";
import { errorText, translateFault } from "../../../lib/error-text.ts";
import { paths } from "../../../lib/paths.ts";
import { functionsQuery } from "../../../lib/shared-queries.ts";
import { BucketPreview } from "../form/bucket-preview.tsx";
import { definitionOfValues } from "../form/definition-of-values.ts";
import { suggestName } from "../form/suggest.ts";
import { Suggestion } from "../form/suggestion.tsx";
import { valuesOfFunction } from "../form/values-of-function.ts";
import { useCloneFunction } from "../functions-queries.ts";

interface CloneDialogProps {
  original: OscarFunction;
  onClose: () => void;
}

/** Makes a copy under another name, the secrets included, which nobody here can see. */
export function CloneDialog({ original, onClose }: CloneDialogProps) {
  const { t } = useTranslation(["functions", "common"]);
  const titleId = useId();
  const clone = useCloneOf(original, onClose);
  const { name, fault, suggestion, error, isPending } = clone;
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={titleId}
      maxWidth="sm"
      fullWidth
    >
      <DialogTitle id={titleId}>
        {t("clone.title", { name: original.name })}
      </DialogTitle>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          clone.submit();
        }}
        sx={{ display: "contents" }}
      >
        <DialogContent sx={{ display: "grid", gap: 2 }}>
          <Typography>{t("clone.text")}</Typography>
          <TextField
            label={t("clone.name")}
            value={name}
            autoFocus
            onFocus={(event) => event.target.select()}
            onChange={(event) => clone.setName(event.target.value)}
            error={fault !== undefined}
            helperText={
              <>
                {fault ?? t("form.nameHint")}
                {suggestion !== undefined && (
                  <Suggestion
                    text={suggestion}
                    onTake={() => clone.setName(suggestion)}
                  />
                )}
              </>
            }
            slotProps={{
              htmlInput: {
                autoCapitalize: "none",
                autoComplete: "off",
                spellCheck: false,
              },
            }}
          />
          <BucketPreview definition={clone.definition} />
          {error && <Alert severity="error">{errorText(error)}</Alert>}
        </DialogContent>
        <DialogActions>
          <Button color="inherit" variant="outlined" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button type="submit" variant="contained" loading={isPending}>
            {t("clone.confirm")}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

function useCloneOf(original: OscarFunction, onClose: () => void) {
  const { t } = useTranslation("functions");
  const navigate = useNavigate();
  const [name, setNameState] = useState(`${original.name}-copy`.slice(0, 40));
  const clone = useCloneFunction();
  const problem = FunctionName.safeParse(name.trim()).error?.issues[0]?.message;
  const { data: functions = [] } = useQuery(functionsQuery());
  const isTaken =
    isAppError(clone.error, "function_exists") ||
    functions.some((other) => other.name === name.trim());
  const fault =
    problem ??
    (isTaken ? t("form.nameTaken", { name: name.trim() }) : undefined);
  return {
    name,
    setName(next: string) {
      setNameState(next);
      clone.reset();
    },
    fault: fault === undefined ? undefined : translateFault(fault),
    suggestion: problem === undefined ? undefined : suggestName(name),
    error: fault === undefined ? clone.error : null,
    isPending: clone.isPending,
    definition: {
      ...definitionOfValues(valuesOfFunction(original)),
      name: name.trim(),
    },
    submit() {
      if (fault !== undefined || clone.isPending) return;
      const copy = { from: original.name, name: name.trim() };
      clone.mutate(copy, {
        onSuccess: () => {
          showSuccess(t("submitted", { name: copy.name }), {
            durationMs: 12_000,
          });
          onClose();
          void navigate(paths.function(copy.name));
        },
      });
    },
  };
}
