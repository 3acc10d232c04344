import { AppError, isAppError } from "@oscar/contracts";
import {
  bucketExists,
  bucketNotEmpty,
  bucketNotFound,
  hasChanged,
  keyConflict,
} from "../refusals.ts";

/** What the server said no with, as far as it has no meaning to users. */
export class StoreFailure extends Error {
  readonly status: number;
  /** Such as NoSuchKey; empty where the answer had none. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(`MinIO answered ${status} ${code}: ${message}`);
    this.name = "StoreFailure";
    this.status = status;
    this.code = code;
  }
}

/** True for a failure of one of these S3 codes, also where it became an AppError. */
export function isFailure(error: unknown, ...codes: string[]): boolean {
  const failure = isAppError(error) ? error.cause : error;
  return failure instanceof StoreFailure && codes.includes(failure.code);
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

export interface Asked {
  bucket: string;
  key: string;
  endpoint: string;
}

/** The error that an answer stands for. */
export function answeredFailure(answer: Answer, asked: Asked): unknown {
  const { status, headers, text } = answer;
  if (/HTTP request to an HTTPS server/.test(text))
    return noStore(asked.endpoint, "it speaks https: say so in MINIO_ENDPOINT");
  // A proxy or another server may know nothing of our objects and answer 404 to all.
  if (headers["x-amz-request-id"] === undefined && status !== 503) {
    return noStore(
      asked.endpoint,
      `what answers there (status ${status}) is not MinIO`,
    );
  }
  const code = tagOf(text, "Code") ?? header(headers["x-minio-error-code"]);
  const message =
    tagOf(text, "Message") ?? header(headers["x-minio-error-desc"]);
  const region = tagOf(text, "Region");
  const failure = new StoreFailure(status, code ?? "", message ?? "");
  return translated(failure, { ...asked, said: message ?? "", region });
}

/** The error that a failure of the npm client stands for. */
export function clientFailure(error: unknown, endpoint: string): unknown {
  if (!(error instanceof Error) || isAppError(error)) return error;
  const { code, bucketname, region } = error as S3ClientError;
  if (error.name !== "S3Error" && !("amzRequestid" in error))
    return connectionFailure(error, endpoint);
  const failure = new StoreFailure(0, code ?? "", error.message);
  const asked = { endpoint, bucket: bucketname ?? "", key: "" };
  return translated(failure, { ...asked, said: error.message, region });
}

interface S3ClientError extends Error {
  code?: string;
  bucketname?: string;
  region?: string;
}

interface Circumstances extends Asked {
  said: string;
  region: string | undefined;
}

function translated(failure: StoreFailure, asked: Circumstances): unknown {
  const refusal = refusalOf(failure, asked);
  if (refusal) return refusal;
  const { status, code } = failure;
  const setting = wrongSetting(failure, asked);
  if (setting) return unavailable(setting, failure);
  if (status === 507 || /StorageFull|QuotaExceeded/.test(code)) {
    return new AppError(
      "storage_full",
      "MinIO has no room left: free some space and try again.",
      { cause: failure },
    );
  }
  const isBusy = /^(SlowDown|ServiceUnavailable|InternalError|RequestTimeout)/;
  if (status >= 500 || isBusy.test(code) || code.includes("NotInitialized")) {
    return unavailable(
      `MinIO at ${asked.endpoint} cannot answer just now (${code || status}).`,
      failure,
    );
  }
  return failure;
}

function refusalOf(
  cause: StoreFailure,
  { bucket, key }: Asked,
): AppError | undefined {
  switch (cause.code) {
    case "NoSuchBucket":
      return bucketNotFound(bucket, cause);
    case "BucketAlreadyOwnedByYou":
    case "BucketAlreadyExists":
      return bucketExists(bucket, cause);
    case "BucketNotEmpty":
      return bucketNotEmpty(bucket, cause);
    case "PreconditionFailed":
      return hasChanged(key, cause);
    case "InvalidRange":
      return new AppError(
        "range_not_satisfiable",
        `${key} has no such bytes.`,
        { cause },
      );
    case "XMinioParentIsObject":
    case "XMinioObjectExistsAsDirectory":
      return keyConflict(key, cause);
    case "XMinioInvalidResourceName":
      return new AppError("invalid_request", "MinIO has no such place.", {
        cause,
      });
    case "XMinioInvalidObjectName":
    case "KeyTooLongError":
      return new AppError(
        "key_unsupported",
        "MinIO cannot store an object of that name.",
        { cause },
      );
    default:
      return undefined;
  }
}

/** In words, which setting the server does not agree with. */
function wrongSetting(
  { code }: StoreFailure,
  { said, region, bucket, endpoint }: Circumstances,
): string | undefined {
  switch (code) {
    case "InvalidAccessKeyId":
      return `MinIO at ${endpoint} does not know this access key: correct MINIO_ACCESS_KEY.`;
    case "SignatureDoesNotMatch":
      return `The secret key is not the one of this access key at MinIO: correct MINIO_SECRET_KEY (or, behind a proxy, let it pass on the Host header).`;
    case "AuthorizationHeaderMalformed":
    case "AuthorizationQueryParametersError":
      return /region/.test(said)
        ? `MinIO is in another region: set MINIO_REGION${region ? ` to ${region}` : ""}.`
        : undefined;
    case "RequestTimeTooSkewed":
      return CLOCKS;
    case "AccessDenied":
    case "AllAccessDisabled":
      return /expired|not valid yet|too skewed/i.test(said)
        ? CLOCKS
        : `MinIO does not let this access key do that${bucket ? ` in ${bucket}` : ""}: give the user of MINIO_ACCESS_KEY the policy of docs/minio.md.`;
    default:
      return undefined;
  }
}

const CLOCKS =
  "The clocks of this machine and of MinIO are too far apart: set them right.";

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

function unavailable(message: string, cause: unknown): AppError {
  return new AppError("unavailable", message, { cause });
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error)) return "";
  return typeof error.code === "string" ? error.code : "";
}

function header(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value.replaceAll('"', "") : undefined;
}

/** The text of the first element of this name; the names that we read never nest. */
export function tagOf(xml: string, name: string): string | undefined {
  const start = xml.indexOf(`<${name}>`);
  if (start < 0) return undefined;
  const end = xml.indexOf(`</${name}>`, start);
  return end < 0 ? undefined : xml.slice(start + name.length + 2, end);
}
