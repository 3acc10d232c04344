import { AppError, errorOf, keyProblem, urlOf } from "@oscar/contracts";
import i18next from "i18next";
import { api } from "../api.ts";
import { translateFault } from "../error-text.ts";
import type { PutRequest } from "./upload-types.ts";

/** From this size on it is cheaper to ask first than to send what may be refused. */
const ASK_FIRST_BYTES = 4 * 2 ** 20;
/** Longer than any network that is still alive is silent. */
const SILENCE_MS = 90_000;

/**
 * Stores one file as an object.
 * @throws AppError as the server answers; `unavailable` where it does not
 */
export async function putFile(request: PutRequest): Promise<void> {
  const { bucket, key, size, canReplace, signal } = request;
  const problem = keyProblem(key);
  if (problem) throw new AppError("key_unsupported", translateFault(problem));
  if (!canReplace && size >= ASK_FIRST_BYTES) {
    await refuseExisting(bucket, key, signal);
  }
  const body = await request.open();
  await send(body, request).catch(async (error: unknown) => {
    signal.throwIfAborted();
    await refuseUnreadable(body);
    throw error;
  });
}

async function refuseExisting(
  bucket: string,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  // A key is the first of all that begin with it.
  const query = { prefix: key, limit: 1 };
  const found = await api.listObjects(
    { params: { bucket }, query },
    { signal },
  );
  if (found.objects[0]?.key !== key) return;
  throw new AppError("precondition_failed", "The object exists.");
}

/** Browsers report a file that was changed or moved since it was chosen as a network failure. */
async function refuseUnreadable(body: Blob): Promise<void> {
  try {
    await body.slice(0, 1).arrayBuffer();
  } catch (cause) {
    throw new AppError("invalid_request", i18next.t("uploads:unreadable"), {
      cause,
    });
  }
}

/** By XMLHttpRequest, since fetch does not tell how much has been sent. */
function send(
  body: Blob,
  { bucket, key, canReplace, signal, onProgress }: PutRequest,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const unreachable = () =>
      reject(new AppError("unavailable", "The server cannot be reached."));
    let silence = setTimeout(() => request.abort(), SILENCE_MS);
    const isAlive = () => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), SILENCE_MS);
    };
    const abort = () => request.abort();
    request.upload.onprogress = ({ loaded }) => {
      isAlive();
      onProgress(loaded);
    };
    // From here on the server makes the bytes safe, which may take as long as it takes.
    request.upload.onload = () => clearTimeout(silence);
    request.onload = () => {
      if (request.status === 201) resolve();
      else void errorOf(responseOf(request)).then(reject);
    };
    request.onerror = unreachable;
    request.onabort = unreachable;
    request.onloadend = () => {
      clearTimeout(silence);
      signal.removeEventListener("abort", abort);
    };
    signal.addEventListener("abort", abort);
    const query = { key };
    request.open("PUT", urlOf("putObject", { params: { bucket }, query }));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    if (!canReplace) request.setRequestHeader("If-None-Match", "*");
    request.send(body);
  });
}

function responseOf(request: XMLHttpRequest): Response {
  return new Response(request.responseText, { status: request.status });
}
