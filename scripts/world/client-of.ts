import { type Client, createClient } from "@oscar/contracts";
import type { TestServer } from "../../e2e/server.ts";

/** A client with the rights of the server's admin. */
export function clientOf({ url, password }: TestServer): Client {
  const Authorization = `Basic ${btoa(`admin:${password}`)}`;
  return createClient({ baseUrl: url, headers: { Authorization } });
}
