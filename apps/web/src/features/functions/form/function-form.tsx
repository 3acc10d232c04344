import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import type { OscarFunction } from "@oscar/contracts";
import { FormProvider } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../lib/shared-queries.ts";
import { columns } from "./columns.ts";
import { BucketPreview } from "./bucket-preview.tsx";
import { FormAlert } from "./form-alert.tsx";
import { FormField } from "./form-field.tsx";
import { MoreOptions } from "./more-options.tsx";
import { ScriptField } from "./script-field.tsx";
import { useFunctionForm } from "./use-function-form.ts";

interface FunctionFormProps {
  /** The function to edit; none for a new one. */
  saved?: OscarFunction | undefined;
  onClose: () => void;
}

export function FunctionForm({ saved, onClose }: FunctionFormProps) {
  const { t } = useTranslation(["functions", "common"]);
  const state = useFunctionForm({ saved, onClose });
  return (
    <FormProvider {...state.form}>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void state.submit();
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !isInEditor(event.target))
            state.cancel();
        }}
        sx={{ display: "flex", flexDirection: "column", minHeight: 0, flex: 1 }}
      >
        <DialogContent
          sx={{
            display: "grid",
            gap: 2,
            alignContent: "start",
            // The title before it would take its padding away.
            "&&": { pt: 2 },
          }}
        >
          <FormAlert state={state} />
          {state.isRestored && (
            <Alert severity="info">{t("form.restored")}</Alert>
          )}
          <Fields state={state} isNew={saved === undefined} />
        </DialogContent>
        <DialogActions sx={FOOTER}>
          <Button color="error" onClick={state.cancel}>
            {t("common:cancel")}
          </Button>
          <Button color="warning" onClick={state.clear}>
            {t("form.clear")}
          </Button>
          <Box sx={{ flex: 1 }} />
          <Button
            type="submit"
            color="success"
            variant="contained"
            loading={state.isSaving}
          >
            {t("form.submit")}
          </Button>
        </DialogActions>
      </Box>
    </FormProvider>
  );
}

/** In the editor Esc ends a selection or a search. */
function isInEditor(target: EventTarget): boolean {
  return target instanceof Element && target.closest(".cm-editor") !== null;
}

const FOOTER = {
  px: 3,
  py: 2,
  borderTop: 1,
  borderColor: "divider",
};

interface FieldsProps {
  state: ReturnType<typeof useFunctionForm>;
  isNew: boolean;
}

function Fields({ state, isNew }: FieldsProps) {
  const { t } = useTranslation("functions");
  const { console } = useSession();
  const isEmbedded = console.runner === "process";
  return (
    <>
      <Box sx={columns(2)}>
        <FormField
          name="image"
          label={t("form.image")}
          hint={isEmbedded ? t("form.imageEmbedded") : t("form.imageHint")}
          textField={{ autoFocus: isNew }}
        />
        <FormField
          name="name"
          label={t("form.name")}
          hint={isNew ? t("form.nameHint") : t("form.nameFixed")}
          textField={{ disabled: !isNew }}
        />
      </Box>
      <ScriptField acts={state.script} />
      {isEmbedded && (
        <Box sx={{ color: "text.secondary", fontSize: "0.75rem" }}>
          {t("form.scriptEmbedded")}
        </Box>
      )}
      <MoreOptions isOpen={state.isMoreOpen} onToggle={state.toggleMore} />
      <BucketPreview />
    </>
  );
}
