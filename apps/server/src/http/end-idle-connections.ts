import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Keeps count of the requests of each connection. Once the returned function was called,
 * a connection ends as soon as it has none under way. (`closeIdleConnections` passes over
 * those that a browser opened in store, and those whose last answer ends after the call.)
 */
export function endIdleConnections(server: Server): () => void {
  const underWay = new Map<Socket, number>();
  let isClosing = false;
  function add(socket: Socket, difference: number): void {
    const count = underWay.get(socket);
    if (count === undefined) return;
    underWay.set(socket, count + difference);
    // What was written still goes out.
    if (isClosing && count + difference === 0) socket.destroySoon();
  }
  server.on("connection", (socket) => {
    underWay.set(socket, 0);
    socket.once("close", () => underWay.delete(socket));
  });
  server.on("request", ({ socket }, response) => {
    add(socket, 1);
    response.once("close", () => add(socket, -1));
  });
  return () => {
    isClosing = true;
    for (const socket of underWay.keys()) add(socket, 0);
  };
}
