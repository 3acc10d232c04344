import { AppError } from "@oscar/contracts";
import type { Request } from "express";

/**
 * What the headers of an upload say of it. Those that would change what is stored, and that
 * we do not know, are refused rather than ignored.
 */
export function uploadOptions(request: Request): {
  sizeBytes: number | undefined;
  ifAbsent: boolean;
} {
  const length = request.get("Content-Length");
  const encoding = request.get("Content-Encoding") ?? "identity";
  if (encoding !== "identity") throw refused("Content-Encoding");
  if (request.get("Content-Range") !== undefined)
    throw refused("Content-Range");
  if (request.get("If-Match") !== undefined) throw refused("If-Match");
  const ifNoneMatch = request.get("If-None-Match");
  if (ifNoneMatch !== undefined && ifNoneMatch.trim() !== "*") {
    throw refused("If-None-Match other than *");
  }
  return {
    sizeBytes: length === undefined ? undefined : Number(length),
    ifAbsent: ifNoneMatch !== undefined,
  };
}

function refused(what: string): AppError {
  return new AppError("invalid_request", `An upload cannot have ${what}.`);
}
