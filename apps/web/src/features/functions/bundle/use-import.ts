import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { showFailure, showInfo } from "../../../components/messages.tsx";
import { paths } from "../../../lib/paths.ts";
import { type Draft, readDraft, writeDraft } from "../form/draft.ts";

/** Opens the form of a new function with what a bundle holds; nothing is saved before Submit. */
export function useImport() {
  const { t } = useTranslation(["functions", "common"]);
  const navigate = useNavigate();

  /** A form that is open already is made anew, and takes the draft up. */
  async function open(draft: Draft): Promise<void> {
    writeDraft(undefined, draft);
    await navigate(paths.newFunction(), {
      preventScrollReset: true,
      state: { draftedAt: Date.now() },
    });
  }
  return async (file: File): Promise<void> => {
    try {
      const { importFunction } = await import("./import-function.ts");
      const values = await importFunction(file);
      const before = readDraft(undefined);
      await open({ values, importedFrom: file.name });
      if (!before) return;
      const act = { label: t("common:undo"), run: () => void open(before) };
      showInfo(t("bundle.replaced"), { act });
    } catch (error) {
      showFailure(error);
    }
  };
}
