import { once } from "node:events";
import type { RequestListener, ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { serve } from "./serve.ts";

/** Far longer than a test may take: who closes in time did not wait for it. */
const GRACE_MS = 60_000;
const GET = "GET / HTTP/1.1\r\nHost: console\r\n\r\n";

async function startServer(listener: RequestListener) {
  const server = await serve(listener, { host: "127.0.0.1", port: 0 });
  onTestFinished(() => server.close());
  return server;
}

async function connectTo(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return socket;
}

test("stops at once though a browser holds a connection in store", async () => {
  const server = await startServer((_request, response) => response.end());
  await connectTo(server.port);
  const used = await connectTo(server.port);
  used.write(GET);
  await once(used, "data");
  used.write("GET /half-a-requ");
  await server.close(GRACE_MS);
});

test("stops as soon as the last answer is out, which arrives whole", async () => {
  const asked = Promise.withResolvers<ServerResponse>();
  const server = await startServer((_request, response) =>
    asked.resolve(response),
  );
  const socket = await connectTo(server.port);
  socket.write(GET);
  const received = text(socket);
  const response = await asked.promise;
  const closed = server.close(GRACE_MS);
  const answer = "x".repeat(3_000_000);
  response.end(answer);
  await closed;
  expect((await received).endsWith(`\r\n\r\n${answer}`)).toBe(true);
});

test("stops when the grace is over though a request goes on", async () => {
  const asked = Promise.withResolvers<void>();
  const server = await startServer(() => asked.resolve());
  const socket = await connectTo(server.port);
  socket.write(GET);
  await asked.promise;
  await server.close(1);
  expect(await text(socket)).toBe("");
});

test("what follows a request and is none is no part of its answer", async () => {
  const server = await startServer((_request, response) => {
    response.writeHead(200, { "Content-Length": 1000 });
    response.write("begin");
  });
  const socket = await connectTo(server.port);
  socket.on("error", () => undefined);
  socket.write(GET);
  await once(socket, "data");
  const rest: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => rest.push(chunk));
  socket.write("NONSENSE\r\n\r\n");
  await once(socket, "close");
  expect(Buffer.concat(rest).toString()).not.toContain("HTTP/1.1");
});
