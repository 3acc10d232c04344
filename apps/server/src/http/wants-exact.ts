import type { Request } from "express";

/** Whether what may be a little old will not do (RFC 9111, section 5.2.1.4). */
export function wantsExact(request: Request): boolean {
  return /\bno-cache\b/i.test(request.get("Cache-Control") ?? "");
}
