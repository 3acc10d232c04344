import { z } from "zod";

/** Every way in which the product says no. Each has one HTTP status, given by the server. */
export const ErrorCode = z.enum([
  "invalid_request",
  "key_unsupported",
  "script_unreachable",
  "unauthenticated",
  "wrong_credentials",
  "forbidden",
  "not_found",
  "function_not_found",
  "bucket_not_found",
  "object_not_found",
  "job_not_found",
  "archive_not_found",
  "operation_not_found",
  "method_not_allowed",
  "request_timeout",
  "function_exists",
  "function_circle",
  "bucket_exists",
  "bucket_not_empty",
  "bucket_in_use",
  "key_conflict",
  "generation_conflict",
  "count_changed",
  "job_state_conflict",
  "precondition_failed",
  "payload_too_large",
  "range_not_satisfiable",
  "too_many_requests",
  "headers_too_large",
  "client_closed",
  "internal",
  "unavailable",
  "storage_full",
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** One fault of a request, at one of its fields. */
export const FieldProblem = z.object({
  path: z.string().describe("Where the fault is, for example environment.PATH"),
  message: z.string(),
});
export type FieldProblem = z.infer<typeof FieldProblem>;

/** The body of every error answer. */
export const Problem = z.object({
  code: ErrorCode,
  message: z.string().describe("Safe to show; says what to do"),
  requestId: z.string(),
  details: z.array(FieldProblem).optional(),
});
export type Problem = z.infer<typeof Problem>;
