import { AppError } from "@oscar/contracts";
import type { Hint } from "@oscar/object-store";
import { afterEach, describe, expect, test } from "vitest";
import {
  startTestServer,
  type TestServer,
} from "../testing/start-test-server.ts";
import { hintsOf } from "./minio-events.ts";

const TOKEN = "a-token-of-the-tests";

function record(bucket: unknown, key: unknown) {
  return {
    eventName: "s3:ObjectCreated:Put",
    s3: { bucket: { name: bucket }, object: { key, eTag: "forged", size: 7 } },
  };
}

describe("an event says where to look", () => {
  test.each([
    ["plain", "a/b.txt", "a/b.txt"],
    ["encoded", "a+b%2Bc%2F%C3%A9%252F%F0%9F%98%80", "a b+c/é%2F😀"],
    ["that looks like a number", "007", "007"],
  ])("by a key that is %s", (_case, sent, key) => {
    const Records = [record("bucket", sent)];
    expect(hintsOf({ Records })).toEqual([{ bucket: "bucket", key }]);
  });

  test("once for each object", () => {
    const Records = ["a", "b", "a"].map((key) => record("bucket", key));
    expect(hintsOf({ Records }).map(({ key }) => key)).toEqual(["a", "b"]);
  });

  test("and what is no such record is left out", () => {
    const Records = [
      record("bucket", "%"),
      record("bucket", ""),
      record("bucket", 7),
      record("NO BUCKET", "key"),
      record("../..", "key"),
      null,
      {},
      record("bucket", "good"),
    ];
    expect(hintsOf({ Records })).toEqual([{ bucket: "bucket", key: "good" }]);
    for (const other of [undefined, null, [], {}, { Records: {} }, "text"])
      expect(hintsOf(other)).toEqual([]);
  });
});

describe("POST /events", () => {
  let server: TestServer;
  afterEach(() => server[Symbol.asyncDispose]());

  async function start(onHint: (hint: Hint) => Promise<void>): Promise<void> {
    server = await startTestServer({ events: { token: TOKEN, onHint } });
  }

  /** As MinIO sends it. */
  function send(
    message: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(`${server.url}/events`, {
      method: "POST",
      body: typeof message === "string" ? message : JSON.stringify(message),
      headers: {
        "Content-Type": "application/json",
        Authorization: `Bearer ${TOKEN}`,
        ...headers,
      },
    });
  }

  test("is not there without a token", async () => {
    server = await startTestServer();
    const response = await send({ Records: [] });
    expect(response.status).toBe(403);
    const asBrowser = await send({}, { "Sec-Fetch-Site": "same-origin" });
    expect(asBrowser.status).toBe(404);
  });

  test.each([
    ["no token", ""],
    ["another token", "Bearer another-token-of-tests"],
    ["a part of it", `Bearer ${TOKEN.slice(0, -1)}`],
    ["more than it", `Bearer ${TOKEN}x`],
    ["another scheme", `Basic ${TOKEN}`],
    ["the token alone", TOKEN],
  ])("with %s it takes nothing", async (_case, authorization) => {
    const hints: Hint[] = [];
    await start(async (hint) => void hints.push(hint));
    const message = { Records: [record("bucket", "key")] };
    const response = await send(message, { Authorization: authorization });
    expect(response.status).toBe(401);
    expect(hints).toEqual([]);
  });

  test("is answered only when what it tells of is safe", async () => {
    const safe = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<Hint>();
    await start((hint) => {
      asked.resolve(hint);
      return safe.promise;
    });
    let isAnswered = false;
    const answer = send({ Records: [record("bucket", "a")] }).finally(
      () => (isAnswered = true),
    );
    expect(await asked.promise).toEqual({ bucket: "bucket", key: "a" });
    // A whole other answer comes first.
    await server.fetch("/healthz");
    expect(isAnswered).toBe(false);
    safe.resolve();
    expect((await answer).status).toBe(204);
  });

  test("while the store is away MinIO shall try again", async () => {
    await start(() =>
      Promise.reject(new AppError("unavailable", "MinIO is away.")),
    );
    const response = await send({ Records: [record("bucket", "a")] });
    expect(response.status).toBe(503);
  });

  test("what no try can mend is acknowledged, and the rest is looked at", async () => {
    const hints: Hint[] = [];
    await start(async (hint) => {
      if (hint.key === "bad")
        throw new AppError("key_unsupported", "No such key.");
      if (hint.key === "gone")
        throw new AppError("bucket_not_found", "No such bucket.");
      hints.push(hint);
    });
    const Records = ["bad", "gone", "good"].map((key) => record("bucket", key));
    expect((await send({ Records })).status).toBe(204);
    expect(hints).toEqual([{ bucket: "bucket", key: "good" }]);
  });

  test.each([
    ["no JSON", "not json", 400],
    ["a number", "7", 204],
    ["a record of something else", '{"Records":[{"x":1}]}', 204],
    ["more than a mebibyte", `"${"x".repeat(2 ** 20)}"`, 413],
  ])(
    "of a body that is %s it says so by the status",
    async (_case, body, status) => {
      await start(() => Promise.reject(new Error("not called")));
      expect((await send(body)).status).toBe(status);
    },
  );

  test("it has one path and one method", async () => {
    await start(async () => undefined);
    for (const [method, path] of [
      ["GET", "/events"],
      ["POST", "/events/"],
      ["POST", "/EVENTS"],
      ["PUT", "/events"],
    ] as const) {
      const response = await fetch(server.url + path, {
        method,
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          "Sec-Fetch-Site": "same-origin",
        },
      });
      expect(response.status, `${method} ${path}`).toBe(404);
    }
  });
});
