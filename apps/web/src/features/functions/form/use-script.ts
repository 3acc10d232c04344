import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { showInfo } from "../../../components/messages.tsx";
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
  const { t } = useTranslation(["functions", "common"]);
  const [isReading, setIsReading] = useState(false);
  const [notices, setNotices] = useState<string[]>([]);

  function take(read: ReadScript) {
    setNotices(read.notices);
    form.setValue("scriptName", read.name, CHANGED);
    form.setValue("script", read.text, CHANGED);
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
  function remove() {
    const { script: text, scriptName: name } = form.getValues();
    const before = { name, text, notices };
    take({ name: "", text: "", notices: [] });
    form.clearErrors("script"); // it is being changed: nothing is wrong yet
    showInfo(t("form.removed", { name }), {
      act: { label: t("common:undo"), run: () => take(before) },
    });
  }
  return {
    isReading,
    notices,
    chooseFile: (file: File) => read(readScriptFile(file), "script"),
    refuse: (message: string) =>
      form.setError("script", { type: "read", message }),
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
      take({
        name: form.getValues("scriptName") || "script.sh",
        text,
        notices: [],
      }),
    remove,
  };
}

export type ScriptActs = ReturnType<typeof useScript>;
