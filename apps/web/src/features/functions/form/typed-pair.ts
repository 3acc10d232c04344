import { BucketName, FunctionDefinition } from "@oscar/contracts";
import i18next from "i18next";
import { translateFault } from "../../../lib/error-text.ts";
import type { FormValues, Pair, PairField } from "./form-values.ts";
import { suggestBucket, suggestVariable } from "./suggest.ts";

/** What is wrong with a pair that is being typed. */
export interface PairProblem {
  message: string;
  part: "key" | "value";
  /** What would be right in that part. */
  suggestion?: string | undefined;
}

const OUTPUT_BUCKET = "OUTPUT_BUCKET";

/** Says why a pair cannot be taken over into its list; undefined for a good one. */
export function pairProblem(
  field: PairField,
  typed: Pair,
  values: Pick<FormValues, "environment" | "secrets">,
): PairProblem | undefined {
  const key = typed.key.trim();
  if (key === "")
    return typed.value === ""
      ? undefined
      : { message: i18next.t("functions:form.keyNeeded"), part: "key" };
  const message = schemaProblem(field, key, typed.value);
  if (message !== undefined) {
    const isKey = schemaProblem(field, key, "") !== undefined;
    const suggestion =
      isKey && hasVariables(field) ? suggestVariable(key) : undefined;
    return { message, part: isKey ? "key" : "value", suggestion };
  }
  if (hasVariables(field) && isInOtherList(field, key, values))
    return {
      message: i18next.t(`functions:form.${field}.elsewhere`, { name: key }),
      part: "key",
    };
  if (field === "environment" && key === OUTPUT_BUCKET)
    return bucketProblem(typed.value);
  return undefined;
}

function bucketProblem(bucket: string): PairProblem | undefined {
  const result = BucketName.safeParse(bucket);
  if (result.success) return undefined;
  return {
    message: translateFault(result.error.issues[0]?.message ?? ""),
    part: "value",
    suggestion: suggestBucket(bucket),
  };
}

function hasVariables(field: PairField): field is "environment" | "secrets" {
  return field === "environment" || field === "secrets";
}

/** A variable with two values: which of them the script would see, nobody could tell. */
function isInOtherList(
  field: "environment" | "secrets",
  key: string,
  values: Pick<FormValues, "environment" | "secrets">,
): boolean {
  const other = field === "environment" ? "secrets" : "environment";
  return values[other].some((pair) => pair.key === key);
}

function schemaProblem(
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
