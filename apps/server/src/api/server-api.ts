import { endpoints, openApiDocument, type Session } from "@oscar/contracts";
import type { Response, Router } from "express";
import { ERROR_STATUS } from "../http/error-status.ts";
import type { LiveFeed } from "../http/live-feed.ts";
import { streamEvents } from "../http/sse.ts";
import { bind, type BindOptions } from "./bind.ts";
import { ok } from "./outcome.ts";
import { type Streaming, streamOptions } from "./streaming.ts";
import type { ServerUseCases } from "./use-cases.ts";

export interface ServerApiParts extends BindOptions, Streaming {
  server: ServerUseCases;
  console: Session["console"];
  feed: LiveFeed;
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
  const { feed, isStrict } = parts;
  bind(router, endpoints.streamEvents, {
    isStrict,
    async handler(_request, { request, response, signal }) {
      await streamEvents(
        feed,
        { request, response },
        streamOptions(request, parts, signal),
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
