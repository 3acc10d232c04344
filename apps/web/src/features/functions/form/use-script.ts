import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { errorText } from "../../../lib/error-text.ts";
import type { FormValues } from "./form-values.ts";
import {
  type ReadScript,
  readScriptFile,
  readScriptUrl,
} from "./read-script.ts";

const CHANGED = { shouldDirty: true, shouldValidate: true };

/** The three ways to a script: a file, an address, the editor. */
export function useScript(form: UseFormReturn<FormValues>) {
  const [isReading, setIsReading] = useState(false);

  function take({ name, text }: ReadScript) {
    form.setValue("scriptName", name, CHANGED);
    form.setValue("script", text, CHANGED);
  }
  async function read(
    reading: Promise<ReadScript>,
    field: "script" | "scriptUrl",
  ): Promise<boolean> {
    setIsReading(true);
    try {
      take(await reading);
      return true;
    } catch (error) {
      form.setError(field, { type: "read", message: errorText(error) });
      return false;
    } finally {
      setIsReading(false);
    }
  }
  return {
    isReading,
    chooseFile: (file: File) => read(readScriptFile(file), "script"),
    /** Fetches the address that is typed, if one is. False where that failed. */
    async commitUrl(): Promise<boolean> {
      const url = form.getValues("scriptUrl").trim();
      if (url === "") return true;
      const isRead = await read(readScriptUrl(url), "scriptUrl");
      if (isRead) form.setValue("scriptUrl", "");
      return isRead;
    },
    discardUrl() {
      form.setValue("scriptUrl", "");
      form.clearErrors("scriptUrl");
    },
    write: (text: string) =>
      take({ name: form.getValues("scriptName") || "script.sh", text }),
    remove: () => take({ name: "", text: "" }),
  };
}

export type ScriptActs = ReturnType<typeof useScript>;
