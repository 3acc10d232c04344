import { type Client, type ClientOptions, clientOf, errorOf } from "./call.ts";
import { type Route, routes } from "./routes.ts";

/**
 * A client that takes the answers as they are, for the pages: they come from the server that
 * answers, which checks its answers in its tests, and the schemas are a tenth of what a
 * browser would have to load.
 */
export function createTrustingClient(options: ClientOptions = {}): Client {
  return clientOf(options, async (name, response) => {
    const { rawAnswer }: Route = routes[name];
    const isGood = response.ok || (rawAnswer && response.status === 304);
    if (!isGood) throw await errorOf(response);
    if (rawAnswer) return response;
    return response.status === 204 ? undefined : await response.json();
  });
}
