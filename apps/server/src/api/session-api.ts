import { endpoints, type Session } from "@oscar/contracts";
import type { Request, Router } from "express";
import { principalOf } from "../http/authenticate.ts";
import type { LogIn } from "../sessions/log-in.ts";
import {
  clearSessionCookie,
  sessionIdOf,
  setSessionCookie,
} from "../http/session-cookie.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { bind, type BindOptions } from "./bind.ts";
import { NO_CONTENT, ok } from "./outcome.ts";

export interface SessionApiParts extends BindOptions {
  sessions: Sessions;
  logIn: LogIn;
  console: Session["console"];
}

/** Logging in: the one endpoint of the API that needs no session. */
export function bindLogIn(router: Router, parts: SessionApiParts): void {
  const { sessions, logIn, isStrict } = parts;
  bind(router, endpoints.createSession, {
    isStrict,
    async handler({ body }, { request, response }) {
      await logIn.verify(body, request.ip ?? "");
      await endSession(request, sessions);
      const id = await sessions.begin(body.name);
      setSessionCookie(request, response, id);
      return ok(sessionOf(body.name, parts));
    },
  });
}

/** Binds what a logged in user asks about the session. */
export function bindSession(router: Router, parts: SessionApiParts): void {
  const { sessions, isStrict } = parts;
  bind(router, endpoints.getSession, {
    isStrict,
    async handler(_request, { request }) {
      return ok(sessionOf(principalOf(request).name, parts));
    },
  });
  bind(router, endpoints.deleteSession, {
    isStrict,
    async handler(_request, { request, response }) {
      await endSession(request, sessions);
      clearSessionCookie(request, response);
      return NO_CONTENT;
    },
  });
}

async function endSession(request: Request, sessions: Sessions): Promise<void> {
  const id = sessionIdOf(request);
  const session = id === undefined ? undefined : await sessions.find(id);
  if (session) await sessions.end(session.idHash);
}

function sessionOf(name: string, { console }: SessionApiParts): Session {
  return { user: { name, role: "admin" }, console };
}
