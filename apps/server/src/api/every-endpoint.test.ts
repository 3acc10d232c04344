import { type Endpoint, endpoints, Problem } from "@oscar/contracts";
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

const rows = Object.entries<Endpoint>(endpoints);

function ask(
  row: Endpoint,
  headers: Record<string, string>,
): Promise<Response> {
  const path = row.path.replaceAll(/\{\w+\}/g, "abc");
  const hasBody = row.body !== undefined || row.rawBody === true;
  return fetch(`${server.url}${path}`, {
    method: row.method,
    headers: {
      ...(row.body ? { "Content-Type": "application/json" } : {}),
      ...headers,
    },
    ...(hasBody ? { body: "{}" } : {}),
    signal: AbortSignal.timeout(5000),
  });
}

async function codeOf(response: Response): Promise<string> {
  return Problem.parse(await response.json()).code;
}

const guarded = rows.filter(([, row]) => !row.public);

describe("every endpoint", () => {
  test("is behind a login, but for three", () => {
    const open = rows.filter(([, row]) => row.public).map(([name]) => name);
    expect(open.sort()).toEqual(["createSession", "getHealth", "getReadiness"]);
  });

  test.each(guarded)("%s needs a session", async (_name, row) => {
    const response = await ask(row, { "Sec-Fetch-Site": "same-origin" });
    expect(response.status).toBe(401);
    expect(await codeOf(response)).toBe("unauthenticated");
    expect(response.headers.get("WWW-Authenticate")).toBeNull();
  });

  test.each(guarded)(
    "%s takes no wrong password and no made-up cookie",
    async (_name, row) => {
      const wrong = basicHeader({ name: "eve", password: "guess" });
      const madeUp = {
        Cookie: `oscar_session=${"A".repeat(43)}`,
        "Sec-Fetch-Site": "same-origin",
      };
      expect(await codeOf(await ask(row, wrong))).toMatch(
        /wrong_credentials|too_many_requests/,
      );
      expect(await codeOf(await ask(row, madeUp))).toBe("unauthenticated");
    },
  );

  test.each(rows.filter(([, row]) => row.method !== "GET"))(
    "%s refuses what another site sends",
    async (_name, row) => {
      const foreign: Record<string, string>[] = [
        { Origin: "https://evil.example" },
        { Origin: "null" },
        { "Sec-Fetch-Site": "cross-site" },
        { "Sec-Fetch-Site": "same-site" },
        { "Sec-Fetch-Site": "none" },
      ];
      for (const headers of foreign) {
        const response = await ask(row, { ...basicHeader(), ...headers });
        expect(response.status).toBe(403);
        expect(await codeOf(response)).toBe("forbidden");
      }
    },
  );

  test.each(rows.filter(([, row]) => row !== endpoints.streamEvents))(
    "%s answers as its row says, or with a Problem of its own",
    async (_name, row) => {
      const response = await ask(row, basicHeader());
      const isSuccess = row.success[response.status] !== undefined;
      const text = await response.text();
      const code = isSuccess ? "none" : Problem.parse(JSON.parse(text)).code;
      // What no test stands in for says `unavailable`; the rest is the row's own word.
      expect(["none", "unavailable", ...(row.errors ?? [])]).toContain(code);
      expect(response.headers.get("X-Request-Id")).toMatch(/./);
    },
  );
});

describe("paths that are not in the table", () => {
  test.each([
    "/API/session",
    "/api/session/",
    "/api/nothing",
    "/Api/functions",
    "/metrics/",
    "/internal/x",
  ])("%s is a 404, and asks for a login first", async (path) => {
    const anonymous = await fetch(`${server.url}${path}`);
    expect(anonymous.status).toBe(401);
    const known = await server.fetch(path);
    expect(known.status).toBe(404);
    expect(await codeOf(known)).toBe("not_found");
  });

  test.each([
    ["PATCH", "/api/functions", "GET, HEAD, POST"],
    ["DELETE", "/api/functions/abc/backfill", "POST"],
    ["PUT", "/api/session", "POST, GET, HEAD, DELETE"],
    ["POST", "/healthz", "GET, HEAD"],
  ])("%s %s is a 405 that tells what there is", async (method, path, allow) => {
    const response = await server.fetch(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("Allow")).toBe(allow);
    const problem = Problem.parse(await response.json());
    expect(problem.code).toBe("method_not_allowed");
    expect(problem.message).toContain(allow);
    const options = await fetch(server.url + path, { method: "OPTIONS" });
    expect(options.status).toBe(204);
    expect(options.headers.get("Allow")).toBe(allow);
  });
});
