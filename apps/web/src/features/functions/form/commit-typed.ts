import { FunctionDefinition } from "@oscar/contracts";
import i18next from "i18next";
import type { UseFormReturn } from "react-hook-form";
import { translateFault } from "../../../lib/error-text.ts";
import { type FormValues, PAIR_FIELDS, type PairField } from "./form-values.ts";

type Form = UseFormReturn<FormValues>;

/** Takes a typed pair over into its list; a key that is there already gets the new value. */
export function commitPair(form: Form, field: PairField): boolean {
  const typed = form.getValues(`typed.${field}`);
  const key = typed.key.trim();
  if (key === "" && typed.value === "") return true;
  const problem =
    key === ""
      ? i18next.t("functions:form.keyNeeded")
      : problemOf(field, key, typed.value);
  if (problem !== undefined) {
    form.setError(`typed.${field}`, { type: "typed", message: problem });
    return false;
  }
  const pair = { key, value: typed.value };
  const pairs = form.getValues(field);
  const index = pairs.findIndex((other) => other.key === key);
  form.setValue(
    field,
    index === -1 ? [...pairs, pair] : pairs.with(index, pair),
    { shouldDirty: true, shouldValidate: true },
  );
  form.setValue(`typed.${field}`, { key: "", value: "" });
  form.clearErrors(`typed.${field}`);
  return true;
}

/** Commits every pair that was typed and not ticked. False where one cannot be. */
export function commitAllPairs(form: Form): boolean {
  return PAIR_FIELDS.map((field) => commitPair(form, field)).every(Boolean);
}

function problemOf(
  field: PairField,
  key: string,
  value: string,
): string | undefined {
  const result = FunctionDefinition.shape[field].safeParse({ [key]: value });
  const issue = result.error?.issues[0];
  if (!issue) return undefined;
  const message =
    issue.code === "invalid_key" ? issue.issues[0]?.message : issue.message;
  return translateFault(message ?? issue.message);
}
