import { Readable } from "node:stream";
import type { ArchiveTicket } from "@oscar/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  startTestServer,
  type TestServer,
} from "../testing/start-test-server.ts";

// The two operations that the fuzzer leaves out: their answers end late, or not as announced.

interface Operation {
  operationId: string;
  responses: Record<string, { content?: Record<string, unknown> }>;
}

let server: TestServer;
let operations: Operation[];

beforeEach(async () => {
  server = await startTestServer();
  const document = (await (await server.fetch("/api/openapi.json")).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  operations = Object.values(document.paths).flatMap(Object.values);
});
afterEach(() => server[Symbol.asyncDispose]());

/** Asks, and makes sure that the document knows this status with this content type. */
async function documented(
  operationId: string,
  path: string,
  headers: Record<string, string> = {},
  ask: (path: string, init: RequestInit) => Promise<Response> = server.fetch,
): Promise<Response> {
  const leaving = new AbortController();
  const response = await ask(path, { headers, signal: leaving.signal });
  const operation = operations.find((each) => each.operationId === operationId);
  const answer = operation?.responses[response.status];
  expect(answer, `${operationId} answered ${response.status}`).toBeDefined();
  const type = response.headers.get("Content-Type")?.split(";")[0];
  const content = Object.keys(answer?.content ?? {});
  // With 304 the type is that of what the client has.
  if (response.status !== 304) expect(content).toEqual([type]);
  leaving.abort();
  return response;
}

async function ticket(): Promise<ArchiveTicket> {
  await server.store.createBucket("frames");
  const body = Readable.from(Buffer.from("hello"));
  await server.store.write("frames", "a.txt", body);
  const wish = { bucket: "frames", all: true } as const;
  return (await server.client().createArchive({ body: wish })) as ArchiveTicket;
}

test("a zip is answered as the document says", async () => {
  const { url } = await ticket();
  const whole = await documented("getArchive", url);
  const etag = whole.headers.get("ETag") ?? "";
  const statuses = [whole.status];
  const asks: Record<string, string>[] = [
    { Range: "bytes=0-3" },
    { Range: "bytes=1-,5-6" },
    { Range: "bytes=9999999-" },
    { Range: "pages=1" },
    { "If-None-Match": etag },
    { "If-Match": '"other"' },
    { Range: "bytes=0-3", "If-Range": '"other"' },
  ];
  for (const headers of asks)
    statuses.push((await documented("getArchive", url, headers)).status);
  statuses.push((await documented("getArchive", "/api/archives/none")).status);
  const long = `/api/archives/${"a".repeat(5000)}`;
  statuses.push((await documented("getArchive", long)).status);
  const stranger = (path: string, init: RequestInit) =>
    fetch(server.url + path, init);
  const anonymous = await documented("getArchive", url, {}, stranger);
  expect([...statuses, anonymous.status]).toEqual([
    200, 206, 200, 416, 200, 304, 200, 200, 404, 400, 401,
  ]);
});

test("the events are answered as the document says", async () => {
  const statuses: number[] = [];
  const asks: Record<string, string>[] = [
    {},
    { "Last-Event-ID": "x.1" },
    { Accept: "text/x" },
  ];
  for (const headers of asks)
    statuses.push(
      (await documented("streamEvents", "/api/events", headers)).status,
    );
  const stranger = (path: string, init: RequestInit) =>
    fetch(server.url + path, init);
  const guess = { Authorization: `Basic ${btoa("admin:guess")}` };
  for (const headers of [undefined, guess])
    statuses.push(
      (await documented("streamEvents", "/api/events", headers, stranger))
        .status,
    );
  expect(statuses).toEqual([200, 200, 200, 401, 401]);
});
