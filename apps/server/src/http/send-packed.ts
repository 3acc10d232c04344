import { readdirSync } from "node:fs";
import path from "node:path";
import type { NextFunction, Request, Response } from "express";

/** What the build packs each file into, the smallest first. */
const PACKINGS = [
  { encoding: "br", suffix: ".br" },
  { encoding: "gzip", suffix: ".gz" },
];

/**
 * Leads a request for a file to what the build has packed it into, where the browser takes
 * that: packing as tightly takes seconds, and so is done once. Stands before the middleware
 * that sends the folder's files.
 */
export function sendPacked(folder: string) {
  const packed = packedFiles(folder);
  return (request: Request, response: Response, next: NextFunction) => {
    const name = request.path.slice(1);
    const known = PACKINGS.filter(({ suffix }) => packed.has(name + suffix));
    if (known.length > 0) response.vary("Accept-Encoding");
    const taken = known.find(
      ({ encoding }) => request.acceptsEncodings(encoding) !== false,
    );
    if (taken) {
      response.type(path.extname(name));
      response.setHeader("Content-Encoding", taken.encoding);
      request.url = `/${name}${taken.suffix}`;
    }
    next();
  };
}

/** Their names; none where nothing is built yet. */
function packedFiles(folder: string): Set<string> {
  try {
    return new Set(
      readdirSync(folder).filter((name) =>
        PACKINGS.some(({ suffix }) => name.endsWith(suffix)),
      ),
    );
  } catch {
    return new Set();
  }
}
