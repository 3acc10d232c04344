import { AppError, isAppError } from "@oscar/contracts";
import {
  bucketExists,
  bucketNotEmpty,
  bucketNotFound,
  hasChanged,
  keyConflict,
} from "../refusals.ts";
import {
  busy,
  connectionFailure,
  noMinio,
  noStore,
  unavailable,
} from "./connection-failures.ts";

/** What the server said no with, as far as it has no meaning to users. */
class StoreFailure extends Error {
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
  // Another server, or a proxy before ours, may answer 404 to all; that says nothing of
  // our objects.
  if (headers["x-amz-request-id"] === undefined)
    return status >= 500 ? busy(status, asked.endpoint) : noMinio(asked);
  const code = tagOf(text, "Code") ?? header(headers["x-minio-error-code"]);
  const message =
    tagOf(text, "Message") ?? header(headers["x-minio-error-desc"]);
  const failure = new StoreFailure(status, code ?? "", message ?? "");
  return translated(failure, { ...asked, said: message ?? "" });
}

/** The error that a failure of the npm client stands for. */
export function clientFailure(error: unknown, endpoint: string): unknown {
  if (!(error instanceof Error) || isAppError(error)) return error;
  const { code, bucketname } = error as S3ClientError;
  // What it says where it would try again, which we have told it not to do.
  const status = /^Request failed .* status: (\d+)$/.exec(error.message)?.[1];
  if (status !== undefined) return busy(status, endpoint, error);
  if (error.name === "InvalidXMLError" || (isAnswer(error) && !code))
    return noMinio({ endpoint }, error);
  if (!isAnswer(error)) return connectionFailure(error, endpoint);
  const failure = new StoreFailure(0, code ?? "", error.message);
  const asked = { endpoint, bucket: bucketname ?? "", key: "" };
  return translated(failure, { ...asked, said: error.message });
}

function isAnswer(error: Error): boolean {
  return error.name === "S3Error" || "amzRequestid" in error;
}

interface S3ClientError extends Error {
  code?: string;
  bucketname?: string;
}

interface Circumstances extends Asked {
  said: string;
}

function translated(failure: StoreFailure, asked: Circumstances): unknown {
  const refusal = refusalOf(failure, asked);
  if (refusal) return refusal;
  const { status, code } = failure;
  const setting = wrongSetting(failure, asked);
  if (setting) return unavailable(setting, failure);
  const isFull = /StorageFull|QuotaExceeded|no space left/;
  if (status === 507 || isFull.test(`${code} ${asked.said}`)) {
    return new AppError(
      "storage_full",
      "MinIO has no room left: free some space and try again.",
      { cause: failure },
    );
  }
  const isBusy = /^(SlowDown|ServiceUnavailable|InternalError|RequestTimeout)/;
  return status >= 500 || isBusy.test(code) || code.includes("NotInitialized")
    ? busy(code || status, asked.endpoint, failure)
    : failure;
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
      return keyConflict(key, { cause });
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
  { said, bucket, endpoint }: Circumstances,
): string | undefined {
  switch (code) {
    case "InvalidAccessKeyId":
      return `MinIO at ${endpoint} does not know this access key: correct MINIO_ACCESS_KEY.`;
    case "SignatureDoesNotMatch":
      return `The secret key is not the one of this access key at MinIO: correct MINIO_SECRET_KEY (or, behind a proxy, let it pass on the Host header).`;
    case "AuthorizationHeaderMalformed":
    case "AuthorizationQueryParametersError":
      return wrongRegion(said);
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

function wrongRegion(said: string): string | undefined {
  const right = /region.*expecting (?:'|&#39;)([\w-]+)/.exec(said)?.[1];
  return right && `MinIO is in another region: set MINIO_REGION to ${right}.`;
}

const CLOCKS =
  "The clocks of this machine and of MinIO are too far apart: set them right.";

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
