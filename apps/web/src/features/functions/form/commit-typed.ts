import type { UseFormReturn } from "react-hook-form";
import {
  type FormValues,
  type Pair,
  PAIR_FIELDS,
  type PairField,
} from "./form-values.ts";
import { pairProblem } from "./typed-pair.ts";

type Form = UseFormReturn<FormValues>;

/** How taking over a typed pair went; `replaced` is the pair whose place it has taken. */
export type Committed =
  { isGood: false } | { isGood: true; replaced?: Pair | undefined };

/** Takes a typed pair over into its list; a key that is there already gets the new value. */
export function commitPair(form: Form, field: PairField): Committed {
  const typed = form.getValues(`typed.${field}`);
  const key = typed.key.trim();
  const problem = pairProblem(field, typed, form.getValues());
  if (problem) {
    const error = { type: "typed", message: problem.message };
    form.setError(`typed.${field}`, error);
    return { isGood: false };
  }
  if (key === "") return { isGood: true };
  const pair = { key, value: typed.value };
  const pairs = form.getValues(field);
  const index = pairs.findIndex((other) => other.key === key);
  const replaced = pairs[index];
  // A stored secret whose value nobody typed anew stays as it is stored.
  const isUntouched = replaced?.isKept === true && typed.value === "";
  if (!isUntouched)
    form.setValue(
      field,
      index === -1 ? [...pairs, pair] : pairs.with(index, pair),
      { shouldDirty: true, shouldValidate: true },
    );
  form.setValue(`typed.${field}`, { key: "", value: "" });
  form.clearErrors(`typed.${field}`);
  return {
    isGood: true,
    replaced:
      isUntouched || replaced?.value === pair.value ? undefined : replaced,
  };
}

/** Commits every pair that was typed and not ticked. False where one cannot be. */
export function commitAllPairs(form: Form): boolean {
  return PAIR_FIELDS.map((field) => commitPair(form, field)).every(
    ({ isGood }) => isGood,
  );
}
