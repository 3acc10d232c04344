import {
  type Endpoint,
  type RequestOf,
  type ResponseOf,
  raw,
  urlOf,
} from "./endpoint.ts";
import { type EndpointName, type Endpoints, endpoints } from "./endpoints.ts";
import { AppError, Problem } from "./errors.ts";

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

/** A client whose calls and answers are typed by, and checked against, the table of endpoints. */
export function createClient(options: ClientOptions = {}): Client {
  const names = Object.keys(endpoints) as EndpointName[];
  const methods = names.map((name) => [
    name,
    (request: object = {}, call: CallOptions = {}) =>
      send(endpoints[name], { request, call, client: options }),
  ]);
  return Object.fromEntries(methods) as Client;
}

/** Calls one endpoint, also one that is in another table than the public API's. */
export function callEndpoint<const E extends Endpoint>(
  row: E,
  request: RequestOf<E>,
  options: ClientOptions & CallOptions,
): Promise<ResponseOf<E>> {
  const { signal, ...client } = options;
  const call = signal ? { signal } : {};
  return send(row, { request, call, client }) as Promise<ResponseOf<E>>;
}

interface Sending {
  request: { body?: unknown };
  call: CallOptions;
  client: ClientOptions;
}

async function send(row: Endpoint, sending: Sending): Promise<unknown> {
  const { request, call, client } = sending;
  const isJson = row.body !== undefined;
  const init: RequestInit & { duplex?: "half" } = {
    method: row.method,
    headers: {
      ...(isJson ? { "Content-Type": "application/json" } : {}),
      ...client.headers,
      ...call.headers,
    },
    ...(isJson ? { body: JSON.stringify(request.body) } : {}),
    ...(row.rawBody
      ? { body: request.body as BodyInit, duplex: "half" as const }
      : {}),
    ...(call.signal ? { signal: call.signal } : {}),
  };
  const url = `${client.baseUrl ?? ""}${urlOf(row, request as never)}`;
  const response = await (client.fetch ?? fetch)(url, init).catch(
    (cause: unknown) => {
      call.signal?.throwIfAborted();
      throw new AppError("unavailable", "The server cannot be reached.", {
        cause,
      });
    },
  );
  return answerOf(row, response);
}

async function answerOf(row: Endpoint, response: Response): Promise<unknown> {
  const schema = row.success[response.status];
  if (!schema) throw await errorOf(response);
  if (schema === raw) return response;
  if (response.status === 204) return undefined;
  return schema.parse(await response.json());
}

/** The AppError that an error answer stands for. */
export async function errorOf(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => undefined);
  const problem = Problem.safeParse(body);
  if (!problem.success) {
    return new AppError(
      response.status >= 500 ? "unavailable" : "internal",
      `The server answered with status ${response.status}.`,
    );
  }
  const { code, message, details, requestId } = problem.data;
  const error = new AppError(code, message, details ? { details } : {});
  error.requestId = requestId;
  return error;
}
