import type { Endpoint, RequestOf } from "./endpoint.ts";
import type { EndpointName, Endpoints } from "./endpoints.ts";
import { type Route, routes } from "./routes.ts";

type Addressed<E extends Endpoint> = Pick<
  RequestOf<E>,
  keyof RequestOf<E> & ("params" | "query")
>;

/**
 * The address of an endpoint, with its parameters encoded.
 * @throws Error for a missing parameter
 */
export function urlOf<N extends EndpointName>(
  name: N,
  request: Addressed<Endpoints[N]>,
): string {
  return addressOf(routes[name], request);
}

/**
 * The address of a route, with its parameters encoded.
 * @throws Error for a missing parameter
 */
export function addressOf(route: Pick<Route, "path">, request: object): string {
  const { params = {}, query = {} } = request as {
    params?: Record<string, string | number | undefined>;
    query?: Record<string, string | number | boolean | undefined>;
  };
  const path = route.path.replace(/\{(\w+)\}/g, (_match, parameter: string) => {
    const value = params[parameter];
    if (value === undefined)
      throw new Error(`${route.path} needs ${parameter}`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [field, value] of Object.entries(query)) {
    if (value !== undefined) search.set(field, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}
