import { text } from "node:stream/consumers";
import type { IncomingMessage } from "node:http";
import { serve } from "../http/serve.ts";

/** An event as MinIO sent it. */
export interface SentEvent {
  body: string;
  /** Gives it to the console; resolves with its status. */
  forward(): Promise<number>;
}

/** Stands between MinIO and the console, as a network does that may lose and delay. */
export interface WebhookRelay extends AsyncDisposable {
  /** For MinIO's variable ENDPOINT. */
  url: string;
  /** The console's address, once there is one. */
  console: string | undefined;
  /** What becomes of an event: the status that MinIO is answered with. */
  onEvent(event: SentEvent): Promise<number>;
  /** Lets everything pass again. */
  pass(): void;
}

const AWAY = 503;
const forward = (event: SentEvent) => event.forward();

export async function startWebhookRelay(): Promise<WebhookRelay> {
  const take = async (request: IncomingMessage): Promise<number> => {
    const body = await text(request);
    const { authorization = "" } = request.headers;
    return relay.onEvent({
      body,
      forward: () => postEvent(relay.console, { body, authorization }),
    });
  };
  const server = await serve(
    (request, response) =>
      void take(request)
        .catch(() => AWAY)
        .then((status) => response.writeHead(status).end()),
    { host: "127.0.0.1", port: 0 },
  );
  const relay: WebhookRelay = {
    url: `${server.url}/events`,
    console: undefined,
    onEvent: forward,
    pass() {
      relay.onEvent = forward;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
  return relay;
}

/** Sends an event to a console; 503 where there is none. */
export async function postEvent(
  console: string | undefined,
  { body, authorization }: { body: string; authorization: string },
): Promise<number> {
  if (console === undefined) return AWAY;
  const headers = {
    "Content-Type": "application/json",
    Authorization: authorization,
  };
  try {
    const request = { method: "POST", body, headers };
    return (await fetch(`${console}/events`, request)).status;
  } catch {
    return AWAY;
  }
}
