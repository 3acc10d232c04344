import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { IDLE_MS } from "../sessions/sessions.ts";
import {
  startTestServer,
  TEST_USER,
  type TestServer,
} from "../testing/start-test-server.ts";

let server: TestServer;
let now = Date.now();
beforeEach(async () => {
  now = Date.now();
  server = await startTestServer({ trustProxy: 1, now: () => now });
});
afterEach(() => server[Symbol.asyncDispose]());

async function logIn(
  headers: Record<string, string> = {},
  password = TEST_USER.password,
) {
  return fetch(`${server.url}/api/session`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Sec-Fetch-Site": "same-origin",
      ...headers,
    },
    body: JSON.stringify({ name: "admin", password }),
  });
}

/** The Cookie header that a browser would send after this answer. */
function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

function get(cookie: string, headers: Record<string, string> = {}) {
  return fetch(`${server.url}/api/session`, {
    headers: { Cookie: cookie, ...headers },
  });
}

describe("logging in", () => {
  test("gives a cookie that works until it is logged out", async () => {
    const response = await logIn();
    expect(await response.json()).toEqual({
      user: { name: "admin", role: "admin" },
      console: { store: "directory", runner: "process", version: "0.0.0" },
    });
    const cookie = cookieOf(response);
    expect(cookie).toMatch(/^oscar_session=[\w-]{43}$/);
    const [header] = response.headers.getSetCookie();
    expect(header).toMatch(/; HttpOnly/);
    expect(header).toMatch(/; SameSite=Lax/);
    expect(header).not.toMatch(/; Secure/);
    expect((await get(cookie)).status).toBe(200);
    const out = await fetch(`${server.url}/api/session`, {
      method: "DELETE",
      headers: { Cookie: cookie, "Sec-Fetch-Site": "same-origin" },
    });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^oscar_session=;/);
    expect((await get(cookie)).status).toBe(401);
  });

  test("over https the cookie is bound to the host, and HSTS is told", async () => {
    const https = { "X-Forwarded-Proto": "https" };
    const response = await logIn(https);
    const [header] = response.headers.getSetCookie();
    expect(header).toMatch(/^__Host-oscar_session=[^;]+; .*Path=\/;.*Secure/);
    expect(header).not.toMatch(/Domain/i);
    expect(response.headers.get("Strict-Transport-Security")).toMatch(
      /^max-age=\d+/,
    );
    const cookie = cookieOf(response);
    expect((await get(cookie, https)).status).toBe(200);
    expect((await get(cookie)).status).toBe(401);
  });

  test("a new login ends the session that the browser had", async () => {
    const first = cookieOf(await logIn());
    const second = cookieOf(await logIn({ Cookie: first }));
    expect(second).not.toBe(first);
    expect((await get(first)).status).toBe(401);
    expect((await get(second)).status).toBe(200);
  });

  test("an idle session ends", async () => {
    const cookie = cookieOf(await logIn());
    now += IDLE_MS;
    expect((await get(cookie)).status).toBe(401);
  });

  test("is slowed down for who guesses, and for nobody else", async () => {
    const guesser = { "X-Forwarded-For": "6.6.6.6" };
    for (let count = 0; count < 5; count++) {
      const wrong = await logIn(guesser, "guess");
      expect(await wrong.json()).toMatchObject({
        code: "wrong_credentials",
        message: "Username or password is incorrect",
      });
    }
    const refused = await logIn(guesser);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect((await logIn({ "X-Forwarded-For": "7.7.7.7" })).status).toBe(200);
  });

  test("needs an Origin that is ours", async () => {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify(TEST_USER);
    const post = (more: Record<string, string>) =>
      fetch(`${server.url}/api/session`, {
        method: "POST",
        headers: { ...headers, ...more },
        body,
      });
    expect((await post({ Origin: server.url })).status).toBe(200);
    expect((await post({})).status).toBe(403);
    expect((await post({ Origin: "http://localhost:1" })).status).toBe(403);
  });

  test("a cookie does not ride on a foreign Basic header", async () => {
    const cookie = cookieOf(await logIn());
    const response = await fetch(`${server.url}/api/session`, {
      method: "DELETE",
      headers: { Cookie: cookie, Authorization: "Basic eDp5" },
    });
    expect(response.status).toBe(401);
    expect((await get(cookie)).status).toBe(200);
  });

  test("X-Forwarded-* of nobody's is believed by default", async () => {
    await using plain = await startTestServer();
    const response = await fetch(`${plain.url}/api/session`, {
      headers: { "X-Forwarded-Proto": "https" },
    });
    expect(response.headers.get("Strict-Transport-Security")).toBeNull();
  });
});
