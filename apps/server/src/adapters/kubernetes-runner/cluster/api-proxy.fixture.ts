import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";
import { join } from "node:path";

/** A way to the API server that a test can cut. */
export interface ApiProxy extends AsyncDisposable {
  /** A kubeconfig that leads through it. */
  kubeconfig: string;
  /** Breaks every connection; new ones go through. */
  cut(): void;
  /** Takes no connection any more, and breaks all; or takes them again. */
  block(isBlocked: boolean): void;
}

export async function openApiProxy(
  kubeconfig: string,
  folder: string,
): Promise<ApiProxy> {
  const text = await readFile(kubeconfig, "utf8");
  const [address = "", host = "", port = ""] =
    /https:\/\/([^:"\s]+):(\d+)/.exec(text) ?? [];
  const sockets = new Set<Socket>();
  let isBlocked = false;
  const server = createServer((client) => {
    if (isBlocked) return void client.destroy();
    const api = connect(Number(port), host);
    for (const [from, to] of [
      [client, api],
      [api, client],
    ] as const) {
      sockets.add(from);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const own = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const path = join(folder, "kubeconfig-of-proxy");
  await writeFile(path, text.replace(address, own));
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    kubeconfig: path,
    cut,
    block(wish) {
      isBlocked = wish;
      if (wish) cut();
    },
    async [Symbol.asyncDispose]() {
      server.close();
      cut();
    },
  };
}
