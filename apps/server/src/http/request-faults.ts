import { AppError, ErrorCode, type FieldProblem } from "@oscar/contracts";
import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** A selection may name 100 000 bad keys: nobody reads of them all. */
const MAX_DETAILS = 100;

/** The AppError that a failed check of a request stands for. */
export function requestFault(error: z.ZodError): AppError {
  const told = error.issues.slice(0, MAX_DETAILS);
  const issues = told.flatMap(chosenIssues);
  const details = issues.map(problemOf);
  return new AppError(codeOf(issues), messageOf(details), {
    details,
    cause: error,
  });
}

function problemOf(issue: Issue): FieldProblem {
  const isMissing =
    issue.code === "invalid_type" && issue.message.endsWith("undefined");
  return {
    path: issue.path.map(String).join("."),
    message: isMissing ? "This is required." : wordsOf(issue),
  };
}

/** Of a key that is refused, why; not only that it is. */
function wordsOf(issue: Issue): string {
  const [inner] = issue.code === "invalid_key" ? issue.issues : [];
  return inner?.message ?? issue.message;
}

function messageOf(details: FieldProblem[]): string {
  const [first, ...others] = details;
  if (!first) return "The request is not valid.";
  if (others.length === 0) {
    return first.path === ""
      ? first.message
      : `${first.path}: ${first.message}`;
  }
  const paths = details.map(({ path }) => path || "the body").slice(0, 10);
  return `These need attention: ${[...new Set(paths)].join(", ")}.`;
}

function codeOf(issues: Issue[]): ErrorCode {
  for (const issue of issues) {
    if (issue.code !== "custom") continue;
    const code = ErrorCode.safeParse(issue.params?.["errorCode"]);
    if (code.success) return code.data;
  }
  return "invalid_request";
}

/** Of a union that failed, the faults of the one form that was meant. */
function chosenIssues(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0)
    return [issue];
  const fits = (branch: Issue[]) =>
    !branch.some(
      ({ code, path }) => code === "unrecognized_keys" && path.length === 0,
    );
  const byLength = issue.errors.toSorted((a, b) => a.length - b.length);
  const meant = issue.errors.find(fits) ?? byLength[0] ?? [];
  return meant.map((inner) => ({
    ...inner,
    path: [...issue.path, ...inner.path],
  }));
}
