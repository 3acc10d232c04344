import { randomBytes } from "node:crypto";
import { type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { AppError, type Problem } from "@oscar/contracts";
import { ERROR_STATUS } from "./error-status.ts";

/** Room for the longest search and key that the API takes, in % notation. */
export const MAX_HEADER_BYTES = 64 * 1024;

/**
 * Answers what is no HTTP request, or too much of one. Node's parser refuses it before there
 * is a request, and would answer without a word.
 */
export function answerUnreadable(server: Server): void {
  const latest = new WeakMap<Duplex, ServerResponse>();
  server.on("request", ({ socket }, response) => latest.set(socket, response));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const { headersSent, writableFinished } = latest.get(socket) ?? {};
    // Whoever still reads an earlier answer would take this one for a part of it.
    const isAnswering = headersSent === true && !writableFinished;
    if (!socket.writable || isAnswering || error.code === "ECONNRESET")
      socket.destroy(error);
    else answer(faultOf(error), socket);
  });
}

function faultOf({ code }: NodeJS.ErrnoException): AppError {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return new AppError(
        "headers_too_large",
        `The address and the headers have more than ${MAX_HEADER_BYTES} bytes.`,
      );
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new AppError(
        "request_timeout",
        "The request's headers did not come in time.",
      );
    default:
      return new AppError("invalid_request", "The request cannot be read.");
  }
}

function answer({ code, message }: AppError, socket: Duplex): void {
  const problem: Problem = {
    code,
    message,
    requestId: randomBytes(9).toString("base64url"),
  };
  const body = JSON.stringify(problem);
  const status = ERROR_STATUS[code];
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      "Content-Type: application/json; charset=utf-8",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "Cache-Control: no-store",
      "X-Content-Type-Options: nosniff",
      "Connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}
