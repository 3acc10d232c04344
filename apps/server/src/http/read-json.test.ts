import { once } from "node:events";
import { type IncomingMessage, request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  basicHeader,
  startTestServer,
  type TestServer,
} from "../testing/start-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

function post(body: BodyInit, headers: Record<string, string> = {}) {
  return server.fetch("/api/buckets", {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body,
  });
}

describe("bodies", () => {
  const deep = `${"[".repeat(50)}${"]".repeat(50)}`;
  test.each<[string, BodyInit, Record<string, string>, number, RegExp]>([
    ["that is no JSON", "{name:", {}, 400, /not JSON/],
    [
      "of another type",
      "name=a",
      { "Content-Type": "text/plain" },
      400,
      /Content-Type/,
    ],
    [
      "of a form",
      "name=a",
      { "Content-Type": "application/x-www-form-urlencoded" },
      400,
      /Content-Type/,
    ],
    [
      "that is not UTF-8",
      Buffer.from('{"name":"\xff"}', "latin1"),
      {},
      400,
      /UTF-8/,
    ],
    [
      "with __proto__",
      '{"name":"abc","x":{"__proto__":{"y":1}}}',
      {},
      400,
      /__proto__/,
    ],
    ["that is nested deeply", `{"name":${deep}}`, {}, 400, /deeply/],
    ["with a field too many", '{"name":"abc","extra":1}', {}, 400, /extra/],
    ["that is a list", "[]", {}, 400, /expected object/],
    [
      "that would overflow a parser's stack",
      "[".repeat(500_000),
      {},
      400,
      /not JSON/,
    ],
    [
      "that is nested a hundred thousand times",
      `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
      {},
      400,
      /deeply/,
    ],
    [
      "that is compressed",
      "{}",
      { "Content-Encoding": "gzip" },
      400,
      /compression/,
    ],
    [
      "that is too large",
      `{"name":"${"a".repeat(1024 * 1024)}"}`,
      {},
      413,
      /bytes/,
    ],
  ])(
    "a body %s is refused in words",
    async (_what, body, headers, status, message) => {
      const response = await post(body, headers);
      expect(response.status).toBe(status);
      const problem = (await response.json()) as { message: string };
      expect(problem.message).toMatch(message);
    },
  );

  test("a body that is announced to be too large is refused before it comes", async () => {
    const headers = { ...basicHeader(), "Content-Type": "application/json" };
    const request = httpRequest(`${server.url}/api/buckets`, {
      method: "POST",
      headers: { ...headers, "Content-Length": 1e9 },
    });
    request.on("error", () => undefined);
    request.flushHeaders();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    request.destroy();
  });

  test("a body without end is cut off, not collected", async () => {
    const chunk = new Uint8Array(256 * 1024).fill(32);
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += chunk.length;
        controller.enqueue(chunk);
      },
    });
    const init = { method: "POST", body: endless, duplex: "half" as const };
    const status = await server
      .fetch("/api/buckets", {
        ...init,
        headers: { "Content-Type": "application/json" },
      })
      .then(({ status }) => status)
      .catch(() => "cut off");
    expect([413, "cut off"]).toContain(status);
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  test("every fault is told with its place", async () => {
    const response = await server.fetch("/api/functions", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        name: "Bad Name",
        script: "true",
        inputs: [{ bucket: "x" }],
        environment: { INPUT_FILE_PATH: "y" },
      }),
    });
    expect(response.status).toBe(400);
    const problem = (await response.json()) as {
      details: { path: string; message: string }[];
    };
    const paths = problem.details.map(({ path }) => path);
    expect(new Set(paths)).toEqual(
      new Set([
        "name",
        "image",
        "inputs.0.bucket",
        "environment.INPUT_FILE_PATH",
      ]),
    );
    expect(problem.details.find(({ path }) => path === "image")?.message).toBe(
      "This is required.",
    );
  });

  test("the faults of a copy are those of a copy", async () => {
    const response = await server.fetch("/api/functions", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ from: "a", name: "NO" }),
    });
    const problem = (await response.json()) as { details: { path: string }[] };
    expect(problem.details.map(({ path }) => path)).toEqual(["name"]);
  });
});
