import { AppError } from "@oscar/contracts";
import type { Request, Response } from "express";
import parseRange from "range-parser";

/** What is sent: its length, and the validator that a client may hold. */
export interface Representation {
  sizeBytes: number;
  /** Strong, quoted. */
  etag: string;
}

/** Bytes from `start` to `end`, not included. */
export interface Bytes {
  start: number;
  end: number;
}

/**
 * Sets status and headers for the bytes that a request asks for (RFC 9110, 13 and 14), and
 * returns them; undefined where the client's copy is still good (304). Several ranges at
 * once are answered with the whole, which the RFC allows.
 * @throws AppError `range_not_satisfiable`
 */
export function chooseBytes(
  request: Request,
  response: Response,
  { sizeBytes, etag }: Representation,
): Bytes | undefined {
  response.setHeader("ETag", etag);
  response.setHeader("Accept-Ranges", "bytes");
  if (isCurrent(request.get("If-None-Match"), etag)) {
    response.status(304);
    return undefined;
  }
  const range = rangeOf(request, { sizeBytes, etag });
  if (range === "unsatisfiable") {
    response.setHeader("Content-Range", `bytes */${sizeBytes}`);
    throw new AppError(
      "range_not_satisfiable",
      `The object has only ${sizeBytes} bytes.`,
    );
  }
  const { start, end } = range ?? { start: 0, end: sizeBytes };
  response.setHeader("Content-Length", end - start);
  if (range) {
    response.setHeader(
      "Content-Range",
      `bytes ${start}-${end - 1}/${sizeBytes}`,
    );
  }
  response.status(range ? 206 : 200);
  return { start, end };
}

function rangeOf(
  request: Request,
  { sizeBytes, etag }: Representation,
): Bytes | "unsatisfiable" | undefined {
  const header = request.get("Range");
  if (header === undefined) return undefined;
  const ifRange = request.get("If-Range");
  // A date is no strong validator here: two versions may be of one second.
  if (ifRange !== undefined && ifRange !== etag) return undefined;
  if (isBackwards(header)) return undefined;
  const ranges = parseRange(sizeBytes, header);
  if (ranges === -1) return "unsatisfiable";
  if (ranges === -2 || ranges.type !== "bytes" || ranges.length !== 1) {
    return undefined;
  }
  const [range] = ranges;
  return range && { start: range.start, end: range.end + 1 };
}

/** RFC 9110, 14.1.1: a range that ends before it begins is no range, and 14.2: is ignored. */
function isBackwards(header: string): boolean {
  const [, first, last] = /^bytes=\s*(\d+)-(\d+)\s*$/i.exec(header) ?? [];
  return Number(last) < Number(first);
}

/** If-None-Match compares weakly: `W/` does not matter. */
function isCurrent(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  return header
    .split(",")
    .some((item) => item.trim().replace(/^W\//, "") === etag);
}
