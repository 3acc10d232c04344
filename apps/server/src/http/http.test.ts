import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { Problem } from "@oscar/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  startTestServer,
  type TestServer,
} from "../testing/start-test-server.ts";
import { MAX_HEADER_BYTES } from "./answer-unreadable.ts";

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

  test.each([
    ["that is not HTTP", "NONSENSE\r\n\r\n", 400, "invalid_request"],
    [
      "with endless headers",
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${"y".repeat(MAX_HEADER_BYTES)}`,
      431,
      "headers_too_large",
    ],
  ])("a request %s is told so, and does no harm", async (...request) => {
    const [, sent, status, code] = request;
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.write(sent);
    const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(Problem.parse(JSON.parse(body)).code).toBe(code);
    expect((await server.fetch("/api/status")).status).toBe(200);
  });

  test("the longest query that the API takes is none too long", async () => {
    const longest = { search: 1024, output: 1200, key: 341 };
    const query = Object.entries(longest).map(
      ([name, length]) => `${name}=${encodeURIComponent("画".repeat(length))}`,
    );
    const response = await server.fetch(`/api/jobs?${query.join("&")}`);
    expect(Problem.parse(await response.json()).code).not.toBe(
      "headers_too_large",
    );
  });
});

describe("probes", () => {
  test("answer without a session", async () => {
    expect(await (await fetch(`${server.url}/healthz`)).text()).toBe("ok\n");
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});
