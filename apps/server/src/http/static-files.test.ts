import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startTestServer,
  type TestServer,
} from "../testing/start-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const html = { Accept: "text/html,application/xhtml+xml" };

test.each([
  "/",
  "/index.html",
  "/functions",
  "/buckets/frames?prefix=a%2F",
  "/jobs/x.y",
])("%s is the page, with a nonce of its own", async (path) => {
  const nonces = [];
  for (let count = 0; count < 2; count++) {
    const response = await fetch(server.url + path, { headers: html });
    expect(response.status).toBe(200);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    const policy = response.headers.get("Content-Security-Policy") ?? "";
    const [, nonce = ""] =
      /style-src 'self' 'nonce-([^']+)'/.exec(policy) ?? [];
    expect(await response.text()).toContain(`content="${nonce}"`);
    expect(policy).not.toContain("unsafe");
    nonces.push(nonce);
  }
  expect(nonces[0]).not.toBe(nonces[1]);
  expect(nonces[0]).toHaveLength(24);
});

test("hashed files are kept for good, examples are data", async () => {
  const asset = await fetch(`${server.url}/assets/app-1a2b3c.js`);
  expect(asset.headers.get("Cache-Control")).toContain("immutable");
  expect(await asset.text()).toBe("export {};\n");
  const example = await fetch(`${server.url}/examples/script.sh`);
  expect(await example.text()).toContain("echo hello");
  expect(example.headers.get("Content-Security-Policy")).toContain("sandbox");
  expect(example.headers.get("X-Content-Type-Options")).toBe("nosniff");
});

test.each(["/assets", "//assets", "//evil.example/%2e%2e", "/examples"])(
  "%s is a folder or less, and leads nowhere",
  async (path) => {
    const response = await fetch(server.url + path, { redirect: "manual" });
    expect(response.status).toBe(404);
    expect(response.headers.get("Location")).toBeNull();
  },
);

test.each([
  { accepted: "gzip, deflate, br, zstd", encoding: "br" },
  { accepted: "gzip, deflate", encoding: "gzip" },
  { accepted: "br;q=0, gzip", encoding: "gzip" },
  { accepted: "identity", encoding: null },
])(
  "a browser that takes $accepted gets a script in $encoding",
  async ({ accepted, encoding }) => {
    const address = `${server.url}/assets/app-1a2b3c.js`;
    const asked = { "Accept-Encoding": accepted };
    const response = await fetch(address, { headers: asked });
    expect(await response.text()).toBe("export {};\n");
    const { headers } = response;
    expect(headers.get("Content-Encoding")).toBe(encoding);
    expect(headers.get("Content-Type")).toMatch(/^text\/javascript/);
    expect(headers.get("Cache-Control")).toContain("immutable");
    expect(headers.get("Vary")).toContain("Accept-Encoding");
  },
);

test("the API is not packed: an event must not wait for the next", async () => {
  const response = await server.fetch("/api/openapi.json");
  await response.body?.cancel();
  expect(response.headers.get("Content-Encoding")).toBeNull();
});

test.each([
  "/assets/none.js",
  "/examples/none",
  "/examples/%2e%2e/ledger.db",
  "/examples/..%2f..%2fledger.db",
  "/..%5cledger.db",
  "/nothing.png",
])("%s is a 404", async (path) => {
  const response = await fetch(server.url + path);
  expect([400, 403, 404]).toContain(response.status);
  await response.body?.cancel();
});

test("every answer has the headers that keep browsers safe", async () => {
  for (const path of [
    "/",
    "/api/session",
    "/api/nothing",
    "/healthz",
    "/assets/app-1a2b3c.js",
  ]) {
    const response = await server.fetch(path, { headers: html });
    await response.body?.cancel();
    const { headers } = response;
    expect(headers.get("X-Powered-By")).toBeNull();
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
    expect(headers.get("X-Frame-Options")).toBe("DENY");
    expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(headers.get("Content-Security-Policy")).toMatch(
      /default-src 'none'.*script-src 'self';.*frame-ancestors 'none'/,
    );
    expect(headers.get("X-Request-Id")).toMatch(/^[\w-]{12}$/);
  }
});

test("a page that is not built yet says so", async () => {
  await using other = await startTestServer();
  await rm(`${other.folder}/web/index.html`);
  const response = await fetch(other.url, { headers: html });
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ code: "unavailable" });
});
