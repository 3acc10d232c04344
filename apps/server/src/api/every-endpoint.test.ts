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

describe("every endpoint", () => {
  test.each(rows)(
    "%s needs a session unless it is public",
    async (_name, row) => {
      const response = await ask(row, { "Sec-Fetch-Site": "same-origin" });
      if (row.public) expect(response.status).not.toBe(403);
      else {
        expect(response.status).toBe(401);
        expect(await codeOf(response)).toBe("unauthenticated");
      }
      expect(response.headers.get("WWW-Authenticate")).toBeNull();
    },
  );

  test.each(rows)(
    "%s takes no wrong password and no made-up cookie",
    async (_name, row) => {
      const wrong = await ask(
        row,
        basicHeader({ name: "eve", password: "guess" }),
      );
      const cookie = await ask(row, {
        Cookie: "oscar_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Sec-Fetch-Site": "same-origin",
      });
      if (!row.public) {
        expect([401, 429]).toContain(wrong.status);
        expect(cookie.status).toBe(401);
      }
      await wrong.body?.cancel();
      await cookie.body?.cancel();
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

  test.each(rows)(
    "%s answers as its row says, or with a Problem",
    async (_name, row) => {
      if (row === endpoints.streamEvents) return;
      const response = await ask(row, basicHeader());
      if (row.success[response.status] === undefined) {
        const problem = Problem.parse(await response.json());
        expect(problem.requestId).toBe(response.headers.get("X-Request-Id"));
        expect(problem.code).not.toBe("internal");
        expect(problem.code).not.toBe("not_found");
      } else await response.body?.cancel();
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

  test("a method that a path does not have is a 404", async () => {
    const response = await server.fetch("/api/functions", { method: "PATCH" });
    expect(response.status).toBe(404);
  });
});
