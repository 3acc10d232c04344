import { endpoints, openApiDocument, type Session } from "@oscar/contracts";
import type { Response, Router } from "express";
import { principalOf } from "../http/authenticate.ts";
import { ERROR_STATUS } from "../http/error-status.ts";
import type { LiveFeed } from "../http/live-feed.ts";
import { streamEvents } from "../http/sse.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { bind, type BindOptions } from "./bind.ts";
import { ok } from "./outcome.ts";
import type { ServerUseCases } from "./use-cases.ts";

export interface ServerApiParts extends BindOptions {
  server: ServerUseCases;
  console: Session["console"];
  sessions: Sessions;
  feed: LiveFeed;
  /** Aborted when the server begins to stop. */
  stopping: AbortSignal;
  heartbeatMs?: number;
}

/** Binds what probes ask, who have no session. */
export function bindProbes(
  router: Router,
  { server, isStrict }: Pick<ServerApiParts, "server" | "isStrict">,
): void {
  bind(router, endpoints.getHealth, {
    isStrict,
    async handler(_request, { response }) {
      sendText(response, "ok\n");
    },
  });
  bind(router, endpoints.getReadiness, {
    isStrict,
    async handler(_request, { response }) {
      await server.checkReady();
      sendText(response, "ready\n");
    },
  });
}

/** Binds what concerns the server as a whole. */
export function bindServer(router: Router, parts: ServerApiParts): void {
  const { server, isStrict } = parts;
  const { version } = parts.console;
  const document = openApiDocument({ version, statusOf: ERROR_STATUS });
  bind(router, endpoints.getStatus, {
    isStrict,
    handler: async () => ok(await server.status()),
  });
  bind(router, endpoints.getOpenApi, {
    isStrict,
    handler: async () => ok(document),
  });
  bind(router, endpoints.getMetrics, {
    isStrict,
    async handler(_request, { response }) {
      const { contentType, text } = await server.metrics();
      sendText(response, text, contentType);
    },
  });
  bindEvents(router, parts);
}

function bindEvents(router: Router, parts: ServerApiParts): void {
  const { sessions, feed, stopping, isStrict } = parts;
  bind(router, endpoints.streamEvents, {
    isStrict,
    async handler(_request, { request, response, signal }) {
      const { sessionHash } = principalOf(request);
      await streamEvents(
        feed,
        { request, response },
        {
          signal: AbortSignal.any([signal, stopping]),
          heartbeatMs: parts.heartbeatMs,
          isWelcome: async () =>
            sessionHash === undefined || sessions.isActive(sessionHash),
        },
      );
    },
  });
}

function sendText(
  response: Response,
  text: string,
  contentType = "text/plain; charset=utf-8",
): void {
  response.setHeader("Content-Type", contentType);
  response.setHeader("Cache-Control", "no-store");
  response.end(text);
}
