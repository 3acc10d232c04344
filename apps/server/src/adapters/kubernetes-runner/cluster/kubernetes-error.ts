/** What an API server said no with, or that it could not be asked. */
export class KubernetesError extends Error {
  /** HTTP's; 0 where no answer came. */
  readonly status: number;
  /** Machine-readable, such as AlreadyExists. */
  readonly reason: string;

  constructor(
    answer: { status: number; reason: string; message: string },
    options: { cause?: unknown } = {},
  ) {
    super(answer.message, options);
    this.name = "KubernetesError";
    this.status = answer.status;
    this.reason = answer.reason;
  }
}

/** True for an answer of one of these statuses. */
export function isStatus(error: unknown, ...statuses: number[]): boolean {
  return error instanceof KubernetesError && statuses.includes(error.status);
}

/**
 * True where the same request may succeed later by itself: no answer, too many requests, or
 * a fault of the server's own.
 */
export function isPassing({ status }: KubernetesError): boolean {
  return status === 0 || status === 429 || status >= 500;
}

/** The error of an answer whose body is, as a rule, a `Status` object. */
export function errorOf(status: number, body: string): KubernetesError {
  const facts = statusOf(body);
  return new KubernetesError({
    status,
    reason: facts.reason ?? "Unknown",
    message: facts.message ?? `Kubernetes answered with status ${status}.`,
  });
}

function statusOf(body: string): { reason?: string; message?: string } {
  try {
    return JSON.parse(body) as { reason?: string; message?: string };
  } catch {
    // A proxy in between speaks HTML.
    return {};
  }
}
