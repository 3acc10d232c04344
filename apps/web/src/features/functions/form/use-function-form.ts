import { isAppError, type OscarFunction } from "@oscar/contracts";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type FieldPath, useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { showInfo, showSuccess } from "../../../components/messages.tsx";
import { translateFault } from "../../../lib/error-text.ts";
import { paths } from "../../../lib/paths.ts";
import { functionQuery, useSaveFunction } from "../functions-queries.ts";
import { commitAllPairs } from "./commit-typed.ts";
import { definitionOfValues } from "./definition-of-values.ts";
import { writeDraft } from "./draft.ts";
import { faultsOf, fieldOfPath, resolveForm } from "./form-faults.ts";
import { EMPTY_VALUES, type FormValues } from "./form-values.ts";
import { useDraft } from "./use-draft.ts";
import { useScript } from "./use-script.ts";
import { valuesOfFunction } from "./values-of-function.ts";

const MESSAGE_MS = 12_000;
/** Fields that are in sight without More Options. */
const BASIC = ["image", "name", "script"];

export interface FunctionFormOptions {
  saved: OscarFunction | undefined;
  onClose: () => void;
}
export type FunctionFormState = ReturnType<typeof useFunctionForm>;

/** The state of the form, and what its buttons do. */
export function useFunctionForm({ saved, onClose }: FunctionFormOptions) {
  const { t } = useTranslation(["functions", "common"]);
  const client = useQueryClient();
  const navigate = useNavigate();
  const base = saved ? valuesOfFunction(saved) : EMPTY_VALUES;
  const form = useForm<FormValues>({
    defaultValues: base,
    resolver: resolveForm,
    mode: "onChange",
  });
  const [generation, setGeneration] = useState(saved?.generation ?? 0);
  const { isRestored, forget } = useDraft(form, {
    saved,
    setGeneration,
    generation,
  });
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const save = useSaveFunction();
  const script = useScript(form);

  async function submit() {
    if (save.isPending) return;
    setProblem(null);
    const arePairsTaken = commitAllPairs(form);
    const isUrlTaken = await script.commitUrl();
    const isValid = await form.trigger(undefined, { shouldFocus: true });
    const hidden = faultsOf(form.getValues()).some(
      ({ field }) => field !== undefined && !BASIC.includes(field),
    );
    if (!arePairsTaken || hidden) setIsMoreOpen(true);
    if (!arePairsTaken) commitAllPairs(form); // the check of the whole has cleared their faults
    if (arePairsTaken && isUrlTaken && isValid) await send(generation);
  }

  async function send(expected: number) {
    const definition = definitionOfValues(form.getValues());
    try {
      await save.mutateAsync(
        saved
          ? { kind: "update", update: { ...definition, generation: expected } }
          : { kind: "create", definition },
      );
    } catch (error) {
      return refuse(error as Error);
    }
    forget();
    const { name } = definition;
    if (saved) showSuccess(t("updated", { name }));
    else showSuccess(t("submitted", { name }), { durationMs: MESSAGE_MS });
    onClose();
  }

  function refuse(error: Error) {
    let isPlaced = false;
    const details = isAppError(error) ? (error.details ?? []) : [];
    if (isAppError(error, "function_exists"))
      details.push({ path: "name", message: error.message });
    for (const { path, message } of details) {
      const field = fieldOfPath(path.split("."));
      if (!field) continue;
      isPlaced = true;
      if (!BASIC.includes(field)) setIsMoreOpen(true);
      form.setError(field as FieldPath<FormValues>, {
        type: "server",
        message: translateFault(message),
      });
    }
    if (!isPlaced) setProblem(error);
  }

  function restore(values: FormValues) {
    form.reset(values, { keepDefaultValues: true });
  }
  function clear() {
    const before = structuredClone(form.getValues());
    form.reset(base);
    forget();
    setProblem(null);
    showInfo(t("form.cleared"), {
      act: { label: t("common:undo"), run: () => restore(before) },
    });
  }
  function cancel() {
    const { isDirty } = form.formState;
    const draft = { values: structuredClone(form.getValues()), generation };
    forget();
    onClose();
    if (!isDirty) return;
    showInfo(t("form.discarded"), {
      act: {
        label: t("common:undo"),
        run: () => {
          writeDraft(saved?.name, draft);
          void navigate(
            saved ? paths.editFunction(saved.name) : paths.newFunction(),
          );
        },
      },
    });
  }
  async function fetchLatest(): Promise<OscarFunction> {
    const latest = await client.fetchQuery({
      ...functionQuery(saved?.name ?? ""),
      staleTime: 0,
    });
    setGeneration(latest.generation);
    setProblem(null);
    return latest;
  }
  return {
    form,
    script,
    problem,
    isRestored,
    isMoreOpen,
    isSaving: save.isPending || script.isReading,
    toggleMore: () => setIsMoreOpen(!isMoreOpen),
    submit,
    clear,
    cancel,
    /** After a conflict: what the other has saved takes the place of what is typed. */
    loadLatest: async () => form.reset(valuesOfFunction(await fetchLatest())),
    /** After a conflict: what is typed is saved over it. */
    keepMine: async () => send((await fetchLatest()).generation),
  };
}
