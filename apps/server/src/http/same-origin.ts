import { AppError } from "@oscar/contracts";
import type { NextFunction, Request, Response } from "express";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses what another site's page makes a browser send. `Sec-Fetch-Site` decides where
 * there is one; a browser on plain http sends Origin alone; a script sends neither, and
 * then only a Basic header counts, which no foreign page can add.
 */
export function refuseForeignOrigins(
  request: Request,
  _response: Response,
  next: NextFunction,
): void {
  if (!SAFE.has(request.method) && !isOurs(request)) {
    throw new AppError(
      "forbidden",
      "This request does not come from the console's own page. Scripts log in with Authorization: Basic.",
    );
  }
  next();
}

function isOurs(request: Request): boolean {
  const site = request.get("Sec-Fetch-Site");
  if (site !== undefined) return site === "same-origin";
  const origin = request.get("Origin");
  if (origin !== undefined) {
    return origin === `${request.protocol}://${request.host}`;
  }
  return /^Basic\s/i.test(request.get("Authorization") ?? "");
}
