import { finished } from "node:stream/promises";
import { AppError, isAppError, type Problem } from "@oscar/contracts";
import type { NextFunction, Request, Response } from "express";
import { z } from "zod";
import { ERROR_STATUS } from "./error-status.ts";
import { TooManyAttempts } from "../sessions/login-limiter.ts";
import { MethodNotAllowed } from "./nothing-here.ts";
import { contextOf, type RequestContext } from "./request-context.ts";

/** How long a client may go on sending what we have refused, before it is cut off. */
const LINGER_MS = 10_000;

/**
 * Turns whatever was thrown into a Problem. A stranger becomes `internal` with a fixed text
 * and goes to the log. After the first byte there is no error body: the response is cut.
 */
export function answerErrors(
  thrown: unknown,
  request: Request,
  response: Response,
  _next: NextFunction,
): void {
  const context = contextOf(request);
  const error = appErrorOf(thrown, context.signal);
  report({ error, thrown, context, request });
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  dropHeadersOfAnswer(response);
  if (error instanceof TooManyAttempts) {
    response.setHeader("Retry-After", error.retryAfterSeconds);
  }
  if (error instanceof MethodNotAllowed) {
    response.setHeader("Allow", error.allowed.join(", "));
  }
  send(problemOf(error, context.id), request, response).catch(
    (cause: unknown) => {
      context.log.debug({ err: cause }, "The error did not reach the client");
      response.destroy();
    },
  );
}

function problemOf(error: AppError, requestId: string): Problem {
  const { code, message, details } = error;
  return { code, message, requestId, ...(details ? { details } : {}) };
}

async function send(problem: Problem, request: Request, response: Response) {
  const body = Buffer.from(JSON.stringify(problem));
  response.status(ERROR_STATUS[problem.code]);
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.setHeader("Content-Length", body.length);
  response.setHeader("Cache-Control", "no-store");
  if (request.complete || !hasBody(request)) {
    response.end(request.method === "HEAD" ? undefined : body);
    return;
  }
  // A browser that is still sending reads its answer only when the connection ends well.
  response.setHeader("Connection", "close");
  response.write(body);
  request.resume();
  await finished(request, { signal: AbortSignal.timeout(LINGER_MS) }).catch(
    () => undefined,
  );
  response.end();
}

function hasBody(request: Request): boolean {
  const length = request.headers["content-length"];
  return (
    request.headers["transfer-encoding"] !== undefined ||
    (length !== undefined && length !== "0")
  );
}

/** What was set for the answer that did not come to be. */
function dropHeadersOfAnswer(response: Response): void {
  for (const name of [
    "ETag",
    "Last-Modified",
    "Content-Disposition",
    "Content-Encoding",
    "Accept-Ranges",
  ]) {
    response.removeHeader(name);
  }
}

interface Report {
  error: AppError;
  thrown: unknown;
  context: RequestContext;
  request: Request;
}

function report({ error, thrown, context, request }: Report): void {
  const facts = {
    method: request.method,
    path: request.path,
    code: error.code,
  };
  if (error.code === "client_closed") {
    context.log.debug(facts, "The client left");
  } else if (ERROR_STATUS[error.code] >= 500) {
    context.log.error({ ...facts, err: thrown }, "A request failed");
  } else {
    context.log.debug({ ...facts, reason: error.message }, "Refused");
  }
}

function appErrorOf(thrown: unknown, signal: AbortSignal): AppError {
  if (isAppError(thrown)) return thrown;
  if (signal.aborted && isAppError(signal.reason)) return signal.reason;
  if (isClientGone(thrown)) {
    return new AppError("client_closed", "The client left.", { cause: thrown });
  }
  if (thrown instanceof z.ZodError) return internal(thrown);
  const status = statusOf(thrown);
  if (status !== undefined) return httpFault(thrown, status);
  return internal(thrown);
}

function internal(cause: unknown): AppError {
  return new AppError(
    "internal",
    "Something went wrong in the server. Its log says more, under this request's id.",
    { cause },
  );
}

/** Sockets end in many ways when a browser's tab is closed. */
const GONE = new Set([
  "ECONNRESET",
  "EPIPE",
  "ECONNABORTED",
  "ERR_STREAM_PREMATURE_CLOSE",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_UNABLE_TO_PIPE",
  "HPE_INVALID_EOF_STATE",
]);

function isClientGone(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  return "code" in thrown && typeof thrown.code === "string"
    ? GONE.has(thrown.code) && !("address" in thrown)
    : false;
}

/** Express and its parts throw errors with a status, for example for a bad `%` in a path. */
function statusOf(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !("status" in thrown)) return undefined;
  const { status } = thrown;
  return typeof status === "number" && status < 500 ? status : undefined;
}

function httpFault(cause: unknown, status: number): AppError {
  if (status === 404)
    return new AppError("not_found", "There is nothing here.");
  if (status === 416) {
    return new AppError("range_not_satisfiable", "There are no such bytes.");
  }
  return new AppError("invalid_request", "The request cannot be read.", {
    cause,
  });
}
