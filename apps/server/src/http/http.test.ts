import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  startTestServer,
  type TestServer,
} from "../testing/start-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.store.createBucket("frames");
});
afterAll(() => server[Symbol.asyncDispose]());

describe("strangers", () => {
  test("an error that nobody expected says nothing of itself", async () => {
    await using broken = await startTestServer({
      useCases: {
        server: {
          status: () =>
            Promise.reject(new Error("password=hunter2 at /srv/secret")),
          checkReady: () => Promise.reject(new TypeError("x")),
          metrics: () => Promise.reject(new Error("x")),
        },
      },
    });
    const response = await broken.fetch("/api/status");
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ code: "internal" });
    expect(text).not.toContain("hunter2");
    expect(text).not.toContain("secret");
  });

  test("an answer that breaks its own schema is an error here", async () => {
    await using broken = await startTestServer({
      useCases: {
        server: {
          status: () => Promise.resolve({ problems: [{ code: 1 }] } as never),
          checkReady: () => Promise.resolve(),
          metrics: () => Promise.reject(new Error("x")),
        },
      },
    });
    expect((await broken.fetch("/api/status")).status).toBe(500);
  });

  test("a path with a broken % is a bad request", async () => {
    const response = await server.fetch("/api/functions/%zz");
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "invalid_request" });
  });

  test("a request that is not HTTP does no harm", async () => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write("NONSENSE\r\n\r\n");
    socket.resume();
    await once(socket, "close");
    expect((await server.fetch("/api/status")).status).toBe(200);
  });
});

describe("probes", () => {
  test("answer without a session", async () => {
    expect(await (await fetch(`${server.url}/healthz`)).text()).toBe("ok\n");
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});
