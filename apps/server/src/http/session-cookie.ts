import type { Request, Response } from "express";
import { ABSOLUTE_MS } from "../sessions/sessions.ts";

/** The cookie's name over plain http. */
export const PLAIN_COOKIE = "oscar_session";

/**
 * `__Host-` binds the cookie to this host over https alone; browsers refuse that name on
 * plain http, where a console on the own machine lives.
 */
function cookieName(request: Request): string {
  return request.secure ? `__Host-${PLAIN_COOKIE}` : PLAIN_COOKIE;
}

export function sessionIdOf(request: Request): string | undefined {
  const name = cookieName(request);
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const [key, value] = pair.trim().split("=", 2);
    if (key === name && value && value.length <= 100) return value;
  }
  return undefined;
}

export function setSessionCookie(
  request: Request,
  response: Response,
  id: string,
): void {
  response.cookie(cookieName(request), id, {
    ...attributesOf(request),
    maxAge: ABSOLUTE_MS,
  });
}

export function clearSessionCookie(request: Request, response: Response): void {
  response.clearCookie(cookieName(request), attributesOf(request));
}

function attributesOf(request: Request) {
  return {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: request.secure,
  } as const;
}
