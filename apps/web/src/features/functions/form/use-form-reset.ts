import type { UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { showInfo } from "../../../components/messages.tsx";
import { writeDraft } from "./draft.ts";
import type { FormValues } from "./form-values.ts";

interface ResetOptions {
  /** The form as it was at first. */
  base: FormValues;
  name: string | undefined;
  generation: number;
  onReset: () => void;
  onClose: () => void;
}

/** Clear and Cancel; both can be taken back. */
export function useFormReset(
  form: UseFormReturn<FormValues>,
  { base, name, generation, onReset, onClose }: ResetOptions,
) {
  const { t } = useTranslation(["functions", "common"]);
  const location = useLocation();
  const navigate = useNavigate();
  const undo = (run: () => void) => ({ act: { label: t("common:undo"), run } });

  function clear() {
    const before = structuredClone(form.getValues());
    form.reset(base);
    onReset();
    showInfo(
      t("form.cleared"),
      undo(() => form.reset(before, { keepDefaultValues: true })),
    );
  }

  function cancel() {
    const { isDirty } = form.formState;
    const values = structuredClone(form.getValues());
    const { pathname, search, state } = location;
    onReset();
    onClose();
    if (!isDirty) return;
    const reopen = () => {
      writeDraft(name, { values, base, generation });
      void navigate({ pathname, search }, { state });
    };
    showInfo(t("form.discarded"), undo(reopen));
  }
  return { clear, cancel };
}
