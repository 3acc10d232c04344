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
