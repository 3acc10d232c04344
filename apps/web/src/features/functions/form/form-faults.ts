import { FunctionDefinition } from "@oscar/contracts";
import i18next from "i18next";
import { type FieldErrors, get, type Resolver, set } from "react-hook-form";
import type { z } from "zod";
import { translateFault } from "../../../lib/error-text.ts";
import { definitionOfValues } from "./definition-of-values.ts";
import { type FormValues, PAIR_FIELDS } from "./form-values.ts";

/** One fault and the field of the form at which it is shown; none for one of the whole. */
export interface Fault {
  field: string | undefined;
  message: string;
}

const SINGLE = [
  "image",
  "name",
  "script",
  "timeoutSeconds",
  "concurrency",
  "retries",
];

/** The form's field for a place in a definition, such as `requests.cpu` or `inputs.0.bucket`. */
export function fieldOfPath(path: PropertyKey[]): string | undefined {
  const [first = "", second = "", third = ""] = path.map(String);
  if (SINGLE.includes(first)) return first;
  if ((PAIR_FIELDS as readonly string[]).includes(first)) return first;
  if (first === "limits" || first === "requests")
    return `${first}.${second || "cpu"}`;
  if (first === "registryAuth") return `registry.${second || "server"}`;
  if (first === "inputs" || first === "outputs")
    return `${first}.${second || "0"}.${third || "bucket"}`;
  return undefined;
}

interface Issue {
  path: PropertyKey[];
  message: string;
  issues?: { message: string }[];
  code?: string;
}

/** What the contracts' schema finds wrong with the form. */
export function faultsOf(values: FormValues): Fault[] {
  const result = FunctionDefinition.safeParse(definitionOfValues(values));
  return [...faultsOfIssues(result.error?.issues ?? []), ...missingIn(values)];
}

/** A bundle has of its secrets only the names. */
function missingIn({ secrets }: FormValues): Fault[] {
  return secrets
    .filter(({ isMissing }) => isMissing)
    .map(({ key }) => ({
      field: "secrets",
      message: i18next.t("functions:form.secretMissing", { name: key }),
    }));
}

function faultsOfIssues(issues: z.core.$ZodIssue[]): Fault[] {
  return issues.map((issue) => {
    const field = fieldOfPath(issue.path);
    const message = translateFault(messageOf(issue as Issue));
    const isPair = (PAIR_FIELDS as readonly string[]).includes(field ?? "");
    const key = String(issue.path[1] ?? "");
    return { field, message: isPair && key ? `${key}: ${message}` : message };
  });
}

/** A bad key of a record hides its reason one level down. */
function messageOf({ code, message, issues }: Issue): string {
  return code === "invalid_key" ? (issues?.[0]?.message ?? message) : message;
}

/** Checks the form with the contracts' own schema. */
export const resolveForm: Resolver<FormValues> = (values) => {
  const errors: FieldErrors<FormValues> = {};
  for (const { field, message } of faultsOf(values)) {
    // The first says most: an empty text also breaks the rules that follow.
    if (field && !get(errors, field))
      set(errors, field, { type: "schema", message });
  }
  return Object.keys(errors).length === 0
    ? { values, errors: {} }
    : { values: {}, errors };
};
