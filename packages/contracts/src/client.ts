import {
  type CallOptions,
  type Client,
  type ClientOptions,
  clientOf,
  errorOf,
  send,
} from "./call.ts";
import {
  type Endpoint,
  type RequestOf,
  type ResponseOf,
  raw,
} from "./endpoint.ts";
import { endpoints } from "./endpoints.ts";

/** A client whose answers are checked against the table of endpoints. */
export function createClient(options: ClientOptions = {}): Client {
  return clientOf(options, (name, response) =>
    answerOf(endpoints[name], response),
  );
}

/** Calls one endpoint, also one that is in another table than the public API's. */
export async function callEndpoint<const E extends Endpoint>(
  row: E,
  request: RequestOf<E>,
  options: ClientOptions & CallOptions,
): Promise<ResponseOf<E>> {
  const { signal, ...client } = options;
  const call = signal ? { signal } : {};
  const response = await send(row, { request, call, client });
  return (await answerOf(row, response)) as ResponseOf<E>;
}

async function answerOf(row: Endpoint, response: Response): Promise<unknown> {
  const schema = row.success[response.status];
  if (!schema) throw await errorOf(response);
  if (schema === raw) return response;
  if (response.status === 204) return undefined;
  return schema.parse(await response.json());
}
