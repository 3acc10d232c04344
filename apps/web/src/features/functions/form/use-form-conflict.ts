import type { OscarFunction } from "@oscar/contracts";
import { useQueryClient } from "@tanstack/react-query";
import type { UseFormReturn } from "react-hook-form";
import { functionQuery } from "../functions-queries.ts";
import type { FormValues } from "./form-values.ts";
import { valuesOfFunction } from "./values-of-function.ts";

interface ConflictOptions {
  name: string | undefined;
  setGeneration: (generation: number) => void;
  send: (generation: number) => Promise<void>;
  forgive: () => void;
}

/** What can be done when somebody else has saved the function meanwhile. */
export function useFormConflict(
  form: UseFormReturn<FormValues>,
  { name, setGeneration, send, forgive }: ConflictOptions,
) {
  const client = useQueryClient();

  async function fetchLatest(): Promise<OscarFunction> {
    const latest = await client.fetchQuery({
      ...functionQuery(name ?? ""),
      staleTime: 0,
    });
    setGeneration(latest.generation);
    forgive();
    return latest;
  }
  return {
    /** What the other has saved takes the place of what is typed. */
    loadLatest: async () => form.reset(valuesOfFunction(await fetchLatest())),
    /** What is typed is saved over it. */
    keepMine: async () => send((await fetchLatest()).generation),
  };
}
