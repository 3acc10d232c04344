import { useEffect, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { type Draft, dropDraft, readDraft, writeDraft } from "./draft.ts";
import type { FormValues } from "./form-values.ts";

const WRITTEN_AFTER_MS = 300;

type Form = UseFormReturn<FormValues>;

/** The version that an edit was begun with. */
interface Begun {
  base: FormValues;
  generation: number;
}

interface DraftOptions {
  /** The function that is edited; none for a new one. */
  name: string | undefined;
  begun: Begun;
  setBegun: (begun: Begun) => void;
}

/** Restores a draft when the form opens, and keeps one while it is filled in. */
export function useDraft(form: Form, options: DraftOptions) {
  const { name, begun, setBegun } = options;
  const [restored, setRestored] = useState<Draft>();
  useEffect(() => {
    const draft = readDraft(name);
    if (!draft) return;
    form.reset(draft.values, { keepDefaultValues: true });
    const { generation, base } = draft;
    if (generation && base) setBegun({ generation, base });
    // oxlint-disable-next-line react/set-state-in-effect -- whether there was a draft is known only here
    setRestored(draft);
  }, [form, name, setBegun]);

  const keeper = useRef<ReturnType<typeof keepDraft>>(null);
  useEffect(() => {
    keeper.current = keepDraft(form, { name, begun });
    return () => keeper.current?.stop();
  }, [form, name, begun]);

  return {
    /** What was found when the form opened. */
    restored,
    forget() {
      keeper.current?.forget();
      dropDraft(name);
      setRestored(undefined);
    },
  };
}

/** Writes the form down a moment after each change, and at once when the page or the form goes. */
function keepDraft(
  form: Form,
  { name, begun }: Pick<DraftOptions, "name" | "begun">,
) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const forget = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const write = () => {
    forget();
    writeDraft(name, { values: form.getValues(), ...begun });
  };
  const unsubscribe = form.subscribe({
    formState: { values: true, isDirty: true },
    callback: ({ isDirty }) => {
      forget();
      if (isDirty) timer = setTimeout(write, WRITTEN_AFTER_MS);
    },
  });
  const flush = () => {
    if (timer !== undefined) write();
  };
  window.addEventListener("pagehide", flush);
  return {
    forget,
    stop() {
      flush(); // an expired session takes the form away before its time
      unsubscribe();
      window.removeEventListener("pagehide", flush);
    },
  };
}
