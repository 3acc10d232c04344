import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { NextFunction, Request, Response } from "express";
import helmet from "helmet";

const YEAR_SECONDS = 31_536_000;
const nonces = new WeakMap<ServerResponse, string>();

/** The nonce that lets the page's own `<style>` elements through, one for each response. */
export function nonceOf(response: ServerResponse): string {
  const known = nonces.get(response);
  if (known !== undefined) return known;
  const nonce = randomBytes(16).toString("base64");
  nonces.set(response, nonce);
  return nonce;
}

const withHelmet = helmet({
  contentSecurityPolicy: {
    // Not helmet's defaults: they allow inline styles, and upgrade-insecure-requests,
    // which breaks the console on plain http.
    useDefaults: false,
    directives: {
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "style-src": [
        "'self'",
        (_request, response) => `'nonce-${nonceOf(response)}'`,
      ],
      "connect-src": ["'self'"],
      "img-src": ["'self'", "data:", "blob:"],
      "media-src": ["'self'", "blob:"],
      "font-src": ["'self'", "data:"],
      "worker-src": ["'self'"],
      "manifest-src": ["'self'"],
      "frame-ancestors": ["'none'"],
      "base-uri": ["'none'"],
      "form-action": ["'self'"],
    },
  },
  // Only over https, below.
  strictTransportSecurity: false,
  xFrameOptions: { action: "deny" },
});

/** The headers that every answer carries. Objects get stricter ones of their own. */
export function setSecurityHeaders(
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (request.secure) {
    response.setHeader("Strict-Transport-Security", `max-age=${YEAR_SECONDS}`);
  }
  withHelmet(request, response, next);
}
