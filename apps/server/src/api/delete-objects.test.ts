import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DeleteResult, Operation, Selection } from "@oscar/contracts";
import {
  startTestServer,
  type TestServer,
} from "../testing/start-test-server.ts";
import { eventually } from "../testing/eventually.ts";

let server: TestServer;
const params = { bucket: "frames" };
const KEYS = ["a.txt", "day1/x.png", "day1/y.png", "day10/z.png", "day2/X.PNG"];

beforeEach(async () => {
  server = await startTestServer();
  await server.store.createBucket("frames");
  for (const key of KEYS)
    await server.store.write("frames", key, Readable.from("x"));
});
afterEach(() => server[Symbol.asyncDispose]());

async function left(): Promise<string[]> {
  const page = await server.client().listObjects({ params });
  return page.objects.map(({ key }) => key);
}

function remove(body: Selection & { expected?: number }) {
  return server.client().deleteObjects({ params, body });
}

describe("deleteObjects", () => {
  test.each<[string, Selection, string[]]>([
    ["keys", { keys: ["a.txt", "gone"] }, KEYS.slice(1)],
    [
      "a folder",
      { prefixes: ["day1/"] },
      ["a.txt", "day10/z.png", "day2/X.PNG"],
    ],
    ["a prefix", { prefixes: ["day1"] }, ["a.txt", "day2/X.PNG"]],
    [
      "overlapping parts, each once",
      { prefixes: ["day1", "day1/"], keys: ["day1/x.png", "a.txt"] },
      ["day2/X.PNG"],
    ],
    ["all", { all: true }, []],
    ["all that a search finds", { all: true, search: ".png" }, ["a.txt"]],
    [
      "what a search finds in a folder",
      { prefixes: ["day1/"], search: "X" },
      KEYS.filter((key) => key !== "day1/x.png"),
    ],
    [
      "all but some",
      { all: true, except: ["a.txt", "day2/X.PNG"] },
      ["a.txt", "day2/X.PNG"],
    ],
  ])("deletes %s", async (_what, selection, rest) => {
    const result = (await remove(selection)) as DeleteResult;
    expect(result).toEqual({
      deleted: KEYS.length - rest.length,
      failed: [],
      failedCount: 0,
    });
    expect(await left()).toEqual(rest);
    expect(server.changed.length).toBeGreaterThan(0);
  });

  test.each<Selection>([
    {},
    { keys: [] },
    { search: "x" },
    { search: "x", keys: ["a.txt"] },
  ])("refuses %j, which says nothing", async (selection) => {
    await expect(remove(selection)).rejects.toMatchObject({
      code: "invalid_request",
    });
    expect(await left()).toEqual(KEYS);
  });

  test("another count than the user saw deletes nothing", async () => {
    const wrong = remove({ prefixes: ["day1/"], expected: 3 });
    await expect(wrong).rejects.toMatchObject({
      code: "count_changed",
      message: expect.stringContaining("2 objects") as string,
    });
    expect(await left()).toEqual(KEYS);
    await remove({ prefixes: ["day1/"], expected: 2 });
    expect(await left()).toHaveLength(3);
  });

  test("what cannot be deleted is told, and the rest goes", async () => {
    const { store } = server;
    const original = store.delete.bind(store);
    store.delete = (bucket, key) =>
      key === "day1/x.png"
        ? Promise.reject(new Error("EIO"))
        : original(bucket, key);
    expect(await remove({ all: true })).toEqual({
      deleted: 4,
      failed: [{ key: "day1/x.png", message: "It could not be deleted." }],
      failedCount: 1,
    });
    expect(await left()).toEqual(["day1/x.png"]);
  });

  test("goes on as an operation where it takes long, and can be stopped", async () => {
    await using slow = await startTestServer({ patienceMs: 0 });
    await slow.store.createBucket("frames");
    for (const key of KEYS)
      await slow.store.write("frames", key, Readable.from("x"));
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<boolean>();
    slow.store.delete = () => {
      begun.resolve();
      return goOn.promise;
    };
    const client = slow.client();
    const answer = await client.deleteObjects({ params, body: { all: true } });
    const { operation } = answer as { operation: Operation };
    expect(operation).toMatchObject({
      kind: "delete_objects",
      state: "running",
    });
    await begun.promise;
    const cancelled = client.cancelOperation({ params: { id: operation.id } });
    goOn.resolve(true);
    await cancelled;
    // All five were under way already; what matters is that the work is over.
    const after = await client.getOperation({ params: { id: operation.id } });
    expect(after.state).not.toBe("running");
  });

  test("an operation's result is kept for who asks later", async () => {
    await using slow = await startTestServer({ patienceMs: 0 });
    await slow.store.createBucket("frames");
    await slow.store.write("frames", "a", Readable.from("x"));
    const client = slow.client();
    const answer = await client.deleteObjects({ params, body: { all: true } });
    const { id } = (answer as { operation: Operation }).operation;
    let operation: Operation | undefined;
    await eventually("the operation has ended", async () => {
      operation = await client.getOperation({ params: { id } });
      return operation.state === "succeeded";
    });
    expect(operation).toMatchObject({ result: { deleted: 1 }, done: 1 });
    await expect(
      client.getOperation({ params: { id: "unknown" } }),
    ).rejects.toMatchObject({ code: "operation_not_found" });
  });
});
