import type { OscarFunction } from "@oscar/contracts";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { resolveForm } from "./form-faults.ts";
import { EMPTY_VALUES, type FormValues } from "./form-values.ts";
import { useDraft } from "./use-draft.ts";
import { useFormConflict } from "./use-form-conflict.ts";
import { useFormReset } from "./use-form-reset.ts";
import { useFormSubmit } from "./use-form-submit.ts";
import { useScript } from "./use-script.ts";
import { valuesOfFunction } from "./values-of-function.ts";

export interface FunctionFormOptions {
  /** The function that is edited; none for a new one. */
  saved: OscarFunction | undefined;
  onClose: () => void;
}
export type FunctionFormState = ReturnType<typeof useFunctionForm>;

/** The state of the form, and what its buttons do. */
export function useFunctionForm({ saved, onClose }: FunctionFormOptions) {
  const { form, base, name, generation, setGeneration, draft } =
    useDraftedForm(saved);
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const script = useScript(form);
  const { problem, isSaving, submit, send, forgive } = useFormSubmit(form, {
    script,
    isEdit: saved !== undefined,
    onHidden: () => setIsMoreOpen(true),
    onSaved() {
      draft.forget();
      onClose();
    },
  });
  const onReset = () => {
    draft.forget();
    forgive();
  };
  return {
    form,
    script,
    isMoreOpen,
    toggleMore: () => setIsMoreOpen(!isMoreOpen),
    isRestored: draft.isRestored,
    problem,
    isSaving: isSaving || script.isReading,
    submit: () => submit(generation),
    ...useFormReset(form, { base, name, generation, onReset, onClose }),
    ...useFormConflict(form, { name, setGeneration, send, forgive }),
  };
}

/** The fields, begun with what is saved, or with the draft that was left. */
function useDraftedForm(saved: OscarFunction | undefined) {
  const base = saved ? valuesOfFunction(saved) : EMPTY_VALUES;
  const name = saved?.name;
  const form = useForm<FormValues>({
    defaultValues: base,
    resolver: resolveForm,
    mode: "onChange",
  });
  const [generation, setGeneration] = useState(saved?.generation ?? 0);
  const draft = useDraft(form, { name, generation, setGeneration });
  return { form, base, name, generation, setGeneration, draft };
}
