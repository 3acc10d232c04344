import { AppError, isAppError } from "@oscar/contracts";

const UNTRUSTED = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);
const GONE = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);
const UNREACHABLE = new Set([
  ...GONE,
  "ECONNREFUSED",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EHOSTDOWN",
  "ECONNABORTED",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
]);

/** The AppError that a broken or refused connection stands for; others stay as they are. */
export function connectionFailure(error: unknown, endpoint: string): unknown {
  const code = codeOf(error);
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return unavailable(
      `The host of MinIO at ${endpoint} is not known (${code}): correct MINIO_ENDPOINT.`,
      error,
    );
  }
  if (UNTRUSTED.has(code)) {
    return unavailable(
      `The certificate of MinIO at ${endpoint} is not trusted (${code}): name the file of its authority in MINIO_CA_FILE.`,
      error,
    );
  }
  if (/^(ERR_TLS_CERT|CERT_|ERR_TLS)/.test(code)) {
    return unavailable(
      `The certificate of MinIO at ${endpoint} is not valid for it (${code}): correct the certificate, or MINIO_ENDPOINT.`,
      error,
    );
  }
  if (/^(ERR_SSL|EPROTO|HPE_)/.test(code))
    return noStore(endpoint, `${code}: is it http or https there?`, error);
  return UNREACHABLE.has(code) ? noStore(endpoint, code, error) : error;
}

/** True where an idle connection turned out to be dead. */
export function isStaleConnection(error: unknown): boolean {
  return isAppError(error, "unavailable") && GONE.has(codeOf(error.cause));
}

/** Nothing that could store objects answers. */
export function noStore(
  endpoint: string,
  why: string,
  cause?: unknown,
): AppError {
  return unavailable(
    `MinIO cannot be reached at ${endpoint} (${why}). Start it, or correct MINIO_ENDPOINT.`,
    cause,
  );
}

export function noMinio(
  { endpoint }: { endpoint: string },
  cause?: unknown,
): AppError {
  return noStore(endpoint, "what answers there is not MinIO", cause);
}

/** It is there, and may answer the next time. */
export function busy(
  why: string | number,
  endpoint: string,
  cause?: unknown,
): AppError {
  return unavailable(
    `MinIO at ${endpoint} cannot answer just now (${why}).`,
    cause,
  );
}

export function unavailable(message: string, cause: unknown): AppError {
  return new AppError("unavailable", message, { cause });
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error)) return "";
  return typeof error.code === "string" ? error.code : "";
}
