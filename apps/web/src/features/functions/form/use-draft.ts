import type { OscarFunction } from "@oscar/contracts";
import { useEffect, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { dropDraft, readDraft, writeDraft } from "./draft.ts";
import type { FormValues } from "./form-values.ts";

const WRITTEN_AFTER_MS = 300;

interface DraftOptions {
  saved: OscarFunction | undefined;
  generation: number;
  setGeneration: (generation: number) => void;
}

/** Restores a draft when the form opens, and keeps one while it is filled in. */
export function useDraft(
  form: UseFormReturn<FormValues>,
  { saved, generation, setGeneration }: DraftOptions,
) {
  const name = saved?.name;
  const [isRestored, setIsRestored] = useState(false);
  const isForgotten = useRef(false);
  useEffect(() => {
    const draft = readDraft(name);
    if (!draft) return;
    form.reset(draft.values, { keepDefaultValues: true });
    if (draft.generation) setGeneration(draft.generation);
    setIsRestored(true);
  }, [form, name, setGeneration]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      clearTimeout(timer);
      timer = undefined;
      if (isForgotten.current) return;
      writeDraft(name, { values: form.getValues(), generation });
    };
    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: () => {
        clearTimeout(timer);
        if (!form.formState.isDirty) return;
        isForgotten.current = false;
        timer = setTimeout(write, WRITTEN_AFTER_MS);
      },
    });
    const flush = () => timer !== undefined && write();
    window.addEventListener("pagehide", flush);
    return () => {
      flush(); // an expired session takes the form away before its time
      unsubscribe();
      window.removeEventListener("pagehide", flush);
    };
  }, [form, name, generation]);

  return {
    isRestored,
    forget() {
      isForgotten.current = true;
      dropDraft(name);
      setIsRestored(false);
    },
  };
}
