import { AppError, type Endpoint, endpoints } from "@oscar/contracts";
import type { NextFunction, Request, Response } from "express";

/** A refusal that says which methods a path has (RFC 9110, 15.5.6). */
export class MethodNotAllowed extends AppError {
  readonly allowed: string[];

  constructor(request: Request, allowed: string[]) {
    super(
      "method_not_allowed",
      `${request.path} cannot be asked with ${request.method}. It has ${allowed.join(", ")}.`,
    );
    this.allowed = allowed;
  }
}

/** What to say to a request that no route has taken. */
export function nothingHere(request: Request): AppError {
  const allowed = methodsOf(request.path);
  if (allowed.length > 0) return new MethodNotAllowed(request, allowed);
  return new AppError(
    "not_found",
    `There is nothing at ${request.method} ${request.path}.`,
  );
}

/** Answers OPTIONS with what a path has. (Express knows the routes of one router at a time.) */
export function tellMethods(
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  const allowed = methodsOf(request.path);
  if (request.method !== "OPTIONS" || allowed.length === 0) return next();
  response.setHeader("Allow", allowed.join(", "));
  response.status(204).end();
}

const rows = Object.values<Endpoint>(endpoints).map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));

function methodsOf(path: string): string[] {
  const methods = rows
    .filter(({ pattern }) => pattern.test(path))
    .flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  return [...new Set(methods)];
}
