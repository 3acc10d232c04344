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
  const { form, name, begun, setBegun, draft } = useDraftedForm(saved);
  const { base, generation } = begun;
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const script = useScript(form);
  const submitting = useFormSubmit(form, {
    script,
    isEdit: saved !== undefined,
    onHidden: () => setIsMoreOpen(true),
    onConflict: () => void conflict.open(),
    onSaved() {
      draft.forget();
      onClose();
    },
  });
  const conflict = useFormConflict(form, {
    name,
    base,
    generation,
    onBase: (newBase, newGeneration) =>
      setBegun({ base: newBase, generation: newGeneration }),
    send: submitting.send,
  });
  const onReset = () => {
    draft.forget();
    submitting.forgive();
  };
  return {
    form,
    script,
    isNew: saved === undefined,
    isMoreOpen,
    toggleMore: () => setIsMoreOpen(!isMoreOpen),
    restored: draft.restored,
    problem: submitting.problem,
    refusals: submitting.refusals,
    isSaving: submitting.isSaving || script.isReading,
    submit: () => submitting.submit(generation),
    conflict,
    ...useFormReset(form, { base, name, generation, onReset, onClose }),
  };
}

/** The fields, begun with what is saved, or with the draft that was left. */
function useDraftedForm(saved: OscarFunction | undefined) {
  const [begun, setBegun] = useState(() => ({
    base: saved ? valuesOfFunction(saved) : EMPTY_VALUES,
    generation: saved?.generation ?? 0,
  }));
  const name = saved?.name;
  const form = useForm<FormValues>({
    defaultValues: begun.base,
    resolver: resolveForm,
    // Whoever still types is not told what is wrong with half a word.
    mode: "onTouched",
  });
  const draft = useDraft(form, { name, begun, setBegun });
  return { form, name, begun, setBegun, draft };
}
