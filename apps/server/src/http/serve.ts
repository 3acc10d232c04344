import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { answerUnreadable, MAX_HEADER_BYTES } from "./answer-unreadable.ts";
import { endIdleConnections } from "./end-idle-connections.ts";

/** Idle connections of a large upload's end: the store may need a while to put it together. */
const IDLE_MS = 15 * 60_000;

export interface RunningServer extends AsyncDisposable {
  /** Such as http://127.0.0.1:8080 */
  url: string;
  port: number;
  /** Stops listening, lets requests end for a while, then cuts them off. */
  close(graceMs?: number): Promise<void>;
}

/** Listens on an address; port 0 lets the system choose one. */
export async function serve(
  listener: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<RunningServer> {
  const server = createServer(
    { keepAliveTimeout: 65_000, maxHeaderSize: MAX_HEADER_BYTES },
    listener,
  );
  answerUnreadable(server);
  // An upload takes as long as it takes; headers do not.
  server.requestTimeout = 0;
  server.headersTimeout = 30_000;
  server.setTimeout(IDLE_MS);
  const endIdle = endIdleConnections(server);
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  const name =
    address.family === "IPv6" ? `[${address.address}]` : address.address;
  async function close(graceMs = 0): Promise<void> {
    const closed = once(server, "close");
    server.close();
    endIdle();
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(timer);
  }
  return {
    url: `http://${name}:${address.port}`,
    port: address.port,
    close,
    [Symbol.asyncDispose]: () => close(),
  };
}
