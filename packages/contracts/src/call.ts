import { AppError } from "./app-error.ts";
import type { RequestOf, ResponseOf } from "./endpoint.ts";
import type { EndpointName, Endpoints } from "./endpoints.ts";
import type { Problem } from "./errors.ts";
import { type Route, routes } from "./routes.ts";
import { addressOf } from "./url-of.ts";

export interface ClientOptions {
  /** Such as http://127.0.0.1:8080; none in the browser, where it is the page's own. */
  baseUrl?: string;
  fetch?: typeof fetch;
  /** Sent with every request, for example Authorization. */
  headers?: Record<string, string>;
}

export interface CallOptions {
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/** One method for each endpoint; each throws AppError for an error answer. */
export type Client = {
  [N in EndpointName]: (
    ...args: object extends RequestOf<Endpoints[N]>
      ? [request?: RequestOf<Endpoints[N]>, options?: CallOptions]
      : [request: RequestOf<Endpoints[N]>, options?: CallOptions]
  ) => Promise<ResponseOf<Endpoints[N]>>;
};

/** Takes what an endpoint answered for what its caller gets. */
export type ReadAnswer = (
  name: EndpointName,
  response: Response,
) => Promise<unknown>;

/** A client whose calls are typed by the table of endpoints, and whose answers are read as told. */
export function clientOf(options: ClientOptions, read: ReadAnswer): Client {
  const names = Object.keys(routes) as EndpointName[];
  const methods = names.map((name) => [
    name,
    async (request: object = {}, call: CallOptions = {}) =>
      read(name, await send(routes[name], { request, call, client: options })),
  ]);
  return Object.fromEntries(methods) as Client;
}

interface Sending {
  request: {
    body?: unknown;
    params?: unknown;
    query?: unknown;
  };
  call: CallOptions;
  client: ClientOptions;
}

/** Sends a request to where a route leads. */
export async function send(route: Route, sending: Sending): Promise<Response> {
  const { request, call, client } = sending;
  const { method, rawBody } = route;
  const isJson = request.body !== undefined && !rawBody;
  const init: RequestInit & { duplex?: "half" } = {
    method,
    headers: {
      ...(isJson ? { "Content-Type": "application/json" } : {}),
      ...client.headers,
      ...call.headers,
    },
    ...(isJson ? { body: JSON.stringify(request.body) } : {}),
    ...(rawBody
      ? { body: request.body as BodyInit, duplex: "half" as const }
      : {}),
    ...(call.signal ? { signal: call.signal } : {}),
  };
  const url = `${client.baseUrl ?? ""}${addressOf(route, request)}`;
  return (client.fetch ?? fetch)(url, init).catch((cause: unknown) => {
    call.signal?.throwIfAborted();
    throw new AppError("unavailable", "The server cannot be reached.", {
      cause,
    });
  });
}

/** The AppError that an error answer stands for. */
export async function errorOf(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => undefined);
  if (!isProblem(body)) {
    return new AppError(
      response.status >= 500 ? "unavailable" : "internal",
      `The server answered with status ${response.status}.`,
    );
  }
  const { code, message, details, requestId } = body;
  const error = new AppError(code, message, details ? { details } : {});
  error.requestId = requestId;
  return error;
}

/** What stands between, such as a proxy, answers with something else. */
function isProblem(body: unknown): body is Problem {
  if (typeof body !== "object" || body === null) return false;
  const { code, message, requestId } = body as Record<string, unknown>;
  return [code, message, requestId].every((field) => typeof field === "string");
}
