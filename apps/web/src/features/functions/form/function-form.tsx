import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import DialogContent from "@mui/material/DialogContent";
import type { OscarFunction } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { FormProvider, useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { functionsQuery, useSession } from "../../../lib/shared-queries.ts";
import { columns } from "./columns.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { FormAlert } from "./form-alert.tsx";
import { FormBuckets } from "./form-buckets.tsx";
import { FormField, RefusedContext } from "./form-field.tsx";
import { FormFooter } from "./form-footer.tsx";
import type { FormValues } from "./form-values.ts";
import { MoreOptions } from "./more-options.tsx";
import { ScriptField } from "./script-field.tsx";
import { suggestImage, suggestName } from "./suggest.ts";
import {
  type FunctionFormState,
  useFunctionForm,
} from "./use-function-form.ts";

interface FunctionFormProps {
  /** The function to edit; none for a new one. */
  saved?: OscarFunction | undefined;
  onClose: () => void;
}

export function FunctionForm({ saved, onClose }: FunctionFormProps) {
  const { t } = useTranslation(["functions", "common"]);
  const state = useFunctionForm({ saved, onClose });
  const fields = useRef<HTMLFormElement>(null);
  const { refusals } = state;
  useEffect(() => {
    // More Options may have opened only now.
    if (refusals > 0) showFirstFault(fields.current);
  }, [refusals]);
  return (
    <FormProvider {...state.form}>
      <Box
        ref={fields}
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
          {state.restored && (
            <Alert severity="info">
              {state.restored.importedFrom === undefined
                ? t("form.restored")
                : t("bundle.imported", { file: state.restored.importedFrom })}
            </Alert>
          )}
          <RefusedContext value={state.refusals > 0}>
            <Fields state={state} />
          </RefusedContext>
        </DialogContent>
        <FormFooter
          state={state}
          onShowFault={() => showFirstFault(fields.current)}
        />
      </Box>
      <ConflictDialog state={state.conflict} />
    </FormProvider>
  );
}

/** In the editor Esc ends a selection or a search. */
function isInEditor(target: EventTarget): boolean {
  return target instanceof Element && target.closest(".cm-editor") !== null;
}

/** Leads to the first field, from the top, that something is wrong with. */
function showFirstFault(form: HTMLFormElement | null): void {
  const fault = form?.querySelector<HTMLElement>(
    '[aria-invalid="true"], [data-fault]',
  );
  fault?.focus({ preventScroll: true });
  fault?.scrollIntoView({ block: "center" });
}

/** A name that another function has; the server has the last word. */
function useNameProblem(isNew: boolean): string | undefined {
  const { t } = useTranslation("functions");
  const { control } = useFormContext<FormValues>();
  const name = useWatch({ control, name: "name" }).trim();
  const { data: functions = [] } = useQuery(functionsQuery());
  const isTaken = isNew && functions.some((other) => other.name === name);
  return isTaken ? t("form.nameTaken", { name }) : undefined;
}

function Fields({ state }: { state: FunctionFormState }) {
  const { t } = useTranslation("functions");
  const { isNew } = state;
  const nameProblem = useNameProblem(isNew);
  const { console } = useSession();
  const isEmbedded = console.runner === "process";
  return (
    <>
      <Box sx={columns(2)}>
        <FormField
          name="image"
          label={t("form.image")}
          hint={isEmbedded ? t("form.imageEmbedded") : t("form.imageHint")}
          suggest={suggestImage}
          textField={{ autoFocus: isNew }}
        />
        <FormField
          name="name"
          label={t("form.name")}
          hint={isNew ? t("form.nameHint") : t("form.nameFixed")}
          suggest={suggestName}
          problem={nameProblem}
          textField={{ disabled: !isNew }}
        />
      </Box>
      <ScriptField acts={state.script} />
      <MoreOptions isOpen={state.isMoreOpen} onToggle={state.toggleMore} />
      <FormBuckets />
    </>
  );
}
