import type { OscarFunction } from "@oscar/contracts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { showFailure, showInfo } from "../../../components/messages.tsx";
import { functionsQuery } from "../../../lib/shared-queries.ts";
import { functionQuery } from "../functions-queries.ts";
import {
  combine,
  type Difference,
  differencesOf,
  type Part,
  type Side,
} from "./differences.ts";
import type { FormValues } from "./form-values.ts";
import { valuesOfFunction } from "./values-of-function.ts";

interface ConflictOptions {
  name: string | undefined;
  /** What was begun with, and its generation. */
  base: FormValues;
  generation: number;
  onBase: (base: FormValues, generation: number) => void;
  send: (generation: number) => Promise<void>;
}

export interface Conflict {
  theirs: OscarFunction;
  differences: Difference[];
}
export type ConflictState = ReturnType<typeof useFormConflict>;

/** What can be done when somebody else has saved the function meanwhile. */
export function useFormConflict(
  form: UseFormReturn<FormValues>,
  { name, base, generation, onBase, send }: ConflictOptions,
) {
  const { t } = useTranslation(["functions", "common"]);
  const client = useQueryClient();
  const [shown, setShown] = useState<Conflict>();

  /** Takes a version over, and what it was made from as what is begun with. */
  function begin(values: FormValues, theirs: OscarFunction) {
    const latest = valuesOfFunction(theirs);
    form.reset(latest);
    form.reset(values, { keepDefaultValues: true });
    onBase(latest, theirs.generation);
    setShown(undefined);
  }
  return {
    shown,
    isOutdated: useNewestGeneration(name) > generation,
    async open(): Promise<void> {
      try {
        const theirs = await client.fetchQuery({
          ...functionQuery(name ?? ""),
          staleTime: 0,
        });
        const mine = form.getValues();
        const versions = { base, mine, theirs: valuesOfFunction(theirs) };
        setShown({ theirs, differences: differencesOf(versions) });
      } catch (error) {
        showFailure(error);
      }
    },
    close: () => setShown(undefined),
    takeTheirs() {
      if (!shown) return;
      const before = structuredClone(form.getValues());
      begin(valuesOfFunction(shown.theirs), shown.theirs);
      showInfo(t("form.conflict.taken"), {
        act: {
          label: t("common:undo"),
          run: () => form.reset(before, { keepDefaultValues: true }),
        },
      });
    },
    async save(choice: Partial<Record<Part, Side>>): Promise<void> {
      if (!shown) return;
      const { theirs } = shown;
      const mine = form.getValues();
      begin(
        combine({ mine, theirs: valuesOfFunction(theirs) }, choice),
        theirs,
      );
      await send(theirs.generation);
    },
  };
}

/** The generation that live events have told of. */
function useNewestGeneration(name: string | undefined): number {
  const { data = [] } = useQuery(functionsQuery());
  return data.find((other) => other.name === name)?.generation ?? 0;
}
