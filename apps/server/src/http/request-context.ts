import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { AppError } from "@oscar/contracts";
import type { NextFunction, Request, Response } from "express";
import type { Logger } from "../log.ts";

/** What belongs to one request. */
export interface RequestContext {
  id: string;
  log: Logger;
  /** Aborted when the client leaves before it has its answer. */
  signal: AbortSignal;
}

const contexts = new WeakMap<IncomingMessage, RequestContext>();

/** The context of a request that has passed `giveContext`. */
export function contextOf(request: IncomingMessage): RequestContext {
  const context = contexts.get(request);
  if (!context) throw new Error("The request has no context");
  return context;
}

/** Gives each request an id, a log and a signal, and logs one line when it ends. */
export function giveContext(log: Logger) {
  return (request: Request, response: Response, next: NextFunction) => {
    const id = randomBytes(9).toString("base64url");
    const left = new AbortController();
    const context = {
      id,
      log: log.child({ requestId: id }),
      signal: left.signal,
    };
    contexts.set(request, context);
    response.setHeader("X-Request-Id", id);
    const startedAt = performance.now();
    response.once("close", () => {
      const isLeft = !response.writableFinished;
      context.log.debug(
        {
          method: request.method,
          path: request.path,
          status: isLeft ? 499 : response.statusCode,
          ms: Math.round(performance.now() - startedAt),
        },
        "Answered",
      );
      if (isLeft) left.abort(clientLeft());
    });
    next();
  };
}

function clientLeft(): AppError {
  return new AppError("client_closed", "The client left before the answer.");
}
