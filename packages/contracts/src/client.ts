import { type Client, type ClientOptions, clientOf, errorOf } from "./call.ts";
import { type Endpoint, raw } from "./endpoint.ts";
import { endpoints } from "./endpoints.ts";

/** A client whose answers are checked against the table of endpoints. */
export function createClient(options: ClientOptions = {}): Client {
  return clientOf(options, async (name, response) => {
    const { success }: Endpoint = endpoints[name];
    const schema = success[response.status];
    if (!schema) throw await errorOf(response);
    if (schema === raw) return response;
    if (response.status === 204) return undefined;
    return schema.parse(await response.json());
  });
}
