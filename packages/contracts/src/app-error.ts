import type { ErrorCode, FieldProblem } from "./errors.ts";

export interface AppErrorOptions {
  cause?: unknown;
  details?: FieldProblem[];
}

/** The one error class of the product; `message` may be shown to users. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: FieldProblem[] | undefined;
  /** The id under which the server logged the request; set on errors that came over HTTP. */
  requestId: string | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(
      message,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = "AppError";
    this.code = code;
    this.details = options.details;
  }
}

/** True for an AppError, of one of the codes where any are named. */
export function isAppError(
  error: unknown,
  ...codes: ErrorCode[]
): error is AppError {
  return (
    error instanceof AppError &&
    (codes.length === 0 || codes.includes(error.code))
  );
}
