import type { IncomingMessage } from "node:http";
import { AppError } from "@oscar/contracts";
import type { NextFunction, Request, Response } from "express";
import { basicCredentials, type LogIn } from "../sessions/log-in.ts";
import { sessionIdOf } from "./session-cookie.ts";
import type { Sessions } from "../sessions/sessions.ts";

/** Who asks. */
export interface Principal {
  name: string;
  /** Of a browser; a script with a Basic header has none. */
  sessionHash?: string;
}

export interface AuthenticateParts {
  sessions: Sessions;
  logIn: LogIn;
}

const principals = new WeakMap<IncomingMessage, Principal>();
/** How often the bytes of a transfer are looked at. */
const LOOK_MS = 60_000;

/** Who asks, on routes behind `authenticate`. */
export function principalOf(request: IncomingMessage): Principal {
  const principal = principals.get(request);
  if (!principal) throw new Error("The route is not behind authenticate");
  return principal;
}

/**
 * Lets nobody through who is not known. An Authorization header counts alone: a request
 * that came past the check of origins because of it must not ride on the browser's cookie.
 */
export function authenticate(parts: AuthenticateParts) {
  return async (request: Request, response: Response, next: NextFunction) => {
    const principal = await identify(request, parts);
    if (!principal) {
      throw new AppError("unauthenticated", "Log in first.");
    }
    principals.set(request, principal);
    const { sessionHash } = principal;
    if (sessionHash !== undefined && request.path !== "/api/events") {
      keepAlive(response, () => parts.sessions.touch(sessionHash));
    }
    next();
  };
}

async function identify(
  request: Request,
  { sessions, logIn }: AuthenticateParts,
): Promise<Principal | undefined> {
  const header = request.get("Authorization");
  if (header !== undefined) {
    const credentials = basicCredentials(header);
    if (!credentials) return undefined;
    await logIn.verifyBasic(credentials, request.ip ?? "");
    return { name: credentials.name };
  }
  const id = sessionIdOf(request);
  const session = id === undefined ? undefined : await sessions.find(id);
  return session && { name: session.userName, sessionHash: session.idHash };
}

/** While bytes move in either direction, the session does not become idle. */
function keepAlive(response: Response, touch: () => Promise<void>): void {
  const { socket } = response;
  if (!socket) return;
  let seen = 0;
  const timer = setInterval(() => {
    const moved = socket.bytesRead + socket.bytesWritten;
    if (moved === seen) return;
    seen = moved;
    // A session that could not be touched ends a minute early at worst.
    touch().catch(() => undefined);
  }, LOOK_MS).unref();
  response.once("close", () => clearInterval(timer));
}
