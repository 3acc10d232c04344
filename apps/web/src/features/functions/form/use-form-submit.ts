import { isAppError } from "@oscar/contracts";
import { useState } from "react";
import type { FieldPath, UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { showSuccess } from "../../../components/messages.tsx";
import { translateFault } from "../../../lib/error-text.ts";
import { useSaveFunction } from "../functions-queries.ts";
import { commitAllPairs } from "./commit-typed.ts";
import { definitionOfValues } from "./definition-of-values.ts";
import { type Fault, faultsOf, fieldOfPath } from "./form-faults.ts";
import type { FormValues } from "./form-values.ts";
import type { ScriptActs } from "./use-script.ts";

const MESSAGE_MS = 12_000;
/** Fields that are in sight without More Options. */
const BASIC = ["image", "name", "script"];

interface SubmitOptions {
  script: ScriptActs;
  isEdit: boolean;
  /** A fault is at a field below More Options. */
  onHidden: () => void;
  /** Somebody else has saved the function meanwhile. */
  onConflict: () => void;
  onSaved: () => void;
}

/** Checks, saves, and shows each fault at its field. */
export function useFormSubmit(
  form: UseFormReturn<FormValues>,
  { script, isEdit, onHidden, onConflict, onSaved }: SubmitOptions,
) {
  const { t } = useTranslation("functions");
  const [problem, setProblem] = useState<Error | null>(null);
  const [refusals, setRefusals] = useState(0);
  const save = useSaveFunction();

  async function submit(generation: number) {
    if (save.isPending) return;
    setProblem(null);
    const { isGood, isFaultHidden } = await commitAndCheck(form, script);
    if (isFaultHidden) onHidden();
    if (isGood) await send(generation);
    else setRefusals((count) => count + 1);
  }
  async function send(generation: number) {
    const definition = definitionOfValues(form.getValues());
    const { name } = definition;
    try {
      await save.mutateAsync(
        isEdit
          ? { kind: "update", update: { ...definition, generation } }
          : { kind: "create", definition },
      );
    } catch (error) {
      return refuse(error as Error);
    }
    if (isEdit) showSuccess(t("updated", { name }));
    else showSuccess(t("submitted", { name }), { durationMs: MESSAGE_MS });
    onSaved();
  }
  function refuse(error: Error) {
    if (isAppError(error, "generation_conflict")) return onConflict();
    const faults = placeFaults(form, error);
    if (faults.some(isHidden)) onHidden();
    if (faults.length === 0) setProblem(error);
    else setRefusals((count) => count + 1);
  }
  const forgive = () => setProblem(null);
  /** `refusals` grows with each Submit that found a fault at a field. */
  return { problem, refusals, isSaving: save.isPending, submit, send, forgive };
}

/** Takes over what was typed and not ticked, then checks the whole. */
async function commitAndCheck(
  form: UseFormReturn<FormValues>,
  script: ScriptActs,
) {
  const arePairsTaken = commitAllPairs(form);
  const isUrlTaken = await script.commitUrl();
  const isValid = await form.trigger();
  const isFaultHidden =
    !arePairsTaken || faultsOf(form.getValues()).some(isHidden);
  if (!arePairsTaken) commitAllPairs(form); // the check of the whole has cleared their faults
  return { isGood: arePairsTaken && isUrlTaken && isValid, isFaultHidden };
}

function isHidden({ field }: Fault): boolean {
  return field !== undefined && !BASIC.includes(field);
}

/** Shows what the server found wrong, as far as it is at a field of the form. */
function placeFaults(form: UseFormReturn<FormValues>, error: Error): Fault[] {
  const faults = serverFaults(error);
  for (const { field, message } of faults) {
    form.setError(field as FieldPath<FormValues>, { type: "server", message });
  }
  return faults;
}

function serverFaults(error: Error): Fault[] {
  if (!isAppError(error)) return [];
  if (error.code === "function_exists")
    return [{ field: "name", message: translateFault(error.message) }];
  return (error.details ?? [])
    .map(({ path, message }) => ({
      field: fieldOfPath(path.split(".")),
      message: translateFault(message),
    }))
    .filter(({ field }) => field !== undefined);
}
