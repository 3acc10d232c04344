import { type ErrorCode, isAppError } from "@oscar/contracts";
import i18next from "i18next";

/** Codes whose text says nothing that the code does not: shown in the reader's language. */
const FIXED = [
  "bucket_exists",
  "bucket_not_empty",
  "bucket_not_found",
  "count_changed",
  "forbidden",
  "function_not_found",
  "generation_conflict",
  "internal",
  "job_not_found",
  "not_found",
  "object_not_found",
  "storage_full",
  "too_many_requests",
  "unauthenticated",
  "unavailable",
  "wrong_credentials",
] as const satisfies ErrorCode[];
type FixedCode = (typeof FIXED)[number];

/** What went wrong, in words for the reader. Never empty. */
export function errorText(error: unknown): string {
  if (!isAppError(error)) return i18next.t("errors.internal");
  const code = FIXED.find((fixed): fixed is FixedCode => fixed === error.code);
  if (code) return i18next.t(`errors.${code}`);
  return translateFault(error.message);
}

/** The id under which the server logged a failed request. */
export function requestIdOf(error: unknown): string | undefined {
  return isAppError(error) ? error.requestId : undefined;
}

/** A message of the contracts or the server in the reader's language, or else as it is. */
export function translateFault(message: string): string {
  const translated: unknown = i18next.getResource(
    i18next.language,
    "validation",
    // A list, so that the dots in a sentence are not taken for steps.
    [message] as unknown as string,
  );
  return typeof translated === "string" ? translated : message;
}
