import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Request, Response } from "express";
import { type Bytes, chooseBytes, type Representation } from "./byte-range.ts";

/** Nothing that users store ever runs as a page of ours, whatever it holds. */
export function setObjectHeaders(response: Response): void {
  response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("Cache-Control", "private, no-cache");
}

/**
 * Sends the bytes that a request asks for: all, a range, or none for HEAD and 304. What
 * fails after the first byte breaks the connection, since the length was promised.
 */
export async function sendBytes(
  { request, response }: { request: Request; response: Response },
  representation: Representation,
  open: (bytes: Bytes) => AsyncIterable<Buffer> | Promise<Readable>,
): Promise<void> {
  const bytes = chooseBytes(request, response, representation);
  if (!bytes || request.method === "HEAD" || bytes.start === bytes.end) {
    response.end();
    return;
  }
  const source = await open(bytes);
  const body =
    source instanceof Readable
      ? source
      : Readable.from(source, { objectMode: false });
  await pipeline(body, response);
}
