import { request as httpRequest } from "node:http";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { crc32 } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  basicHeader,
  startTestServer,
  type TestServer,
} from "../testing/start-test-server.ts";
import { eventually } from "../testing/eventually.ts";

let server: TestServer;
let ingested: string[];
beforeEach(async () => {
  ingested = [];
  server = await startTestServer({
    onObjectStored: async (bucket, key) =>
      void ingested.push(`${bucket}/${key}`),
  });
  await server.store.createBucket("pictures");
});
afterEach(() => server[Symbol.asyncDispose]());

const params = { bucket: "pictures" };

function address(key: string, more = ""): string {
  return `/api/buckets/pictures/object?key=${encodeURIComponent(key)}${more}`;
}

async function put(
  key: string,
  body: string | Uint8Array<ArrayBuffer> = "hello",
) {
  return server.client().putObject({ params, query: { key }, body });
}

describe("putObject", () => {
  test("stores the body, tells its CRC-32, and queues before it answers", async () => {
    const stored = await put("day1/a.txt", "hello");
    expect(stored).toMatchObject({
      key: "day1/a.txt",
      size: 5,
      crc32: crc32("hello").toString(16).padStart(8, "0"),
    });
    expect(ingested).toEqual(["pictures/day1/a.txt"]);
    expect(server.changed).toEqual(["pictures"]);
    const response = await server.fetch(address("day1/a.txt"));
    expect(await response.text()).toBe("hello");
  });

  test("is not acknowledged where its jobs could not be queued", async () => {
    await using broken = await startTestServer({
      onObjectStored: () => Promise.reject(new Error("disk")),
    });
    await broken.store.createBucket("pictures");
    const put = broken
      .client()
      .putObject({ params, query: { key: "a" }, body: "x" });
    await expect(put).rejects.toMatchObject({ code: "internal" });
  });

  test("keeps any key as it is", async () => {
    const keys = [
      "007",
      "a b+c%20.txt",
      "ñ/日本.png",
      "-rf",
      "$(id);`x`",
      "x\u202egnp.exe",
      "%2e%2e",
      "%2F",
      "\u00e9 NFC",
      "e\u0301 NFD",
      "😀/🎉.jpg",
      "line\nbreak",
      "__proto__",
      `${"segment/".repeat(127)}12345678`,
    ];
    for (const key of keys) await put(key, key);
    const page = await server.client().listObjects({ params });
    expect(page.objects.map((object) => object.key).sort()).toEqual(
      [...keys].sort(),
    );
    for (const key of keys) {
      const response = await server.fetch(address(key));
      expect(await response.text()).toBe(key);
    }
  });

  test.each([
    "",
    "/abs",
    "a/",
    "a//b",
    "../x",
    "a/../b",
    "a\\..\\b",
    "a\0b",
    "C:\\..\\x",
    "....//x",
    "x".repeat(300),
    `${"segment/".repeat(128)}x`,
  ])("refuses the key %j", async (key) => {
    await expect(put(key)).rejects.toMatchObject({
      code: "key_unsupported",
      message: expect.stringContaining("name") as string,
    });
  });

  test.each([
    "%ff",
    "%c0%ae%c0%ae%2fx",
    "%ed%a0%80",
    "%2e%2e%2fx",
    "..%5cx",
    "a%00b",
    "%zz",
    "%",
  ])("refuses the key %s as it stands in the address", async (key) => {
    const response = await server.fetch(
      `/api/buckets/pictures/object?key=${key}`,
      { method: "PUT", body: "x" },
    );
    expect(await response.json()).toMatchObject({ code: "key_unsupported" });
    const page = await server.client().listObjects({ params });
    expect(page.objects).toEqual([]);
  });

  test.each([
    ["a/b/c", "a/b", "there is a folder a/b"],
    ["a/b", "a/b/c", "there is an object a/b"],
  ])(
    "where %s is, refuses %s and says what is in the way",
    async (there, key, what) => {
      await put(there);
      await expect(put(key)).rejects.toMatchObject({
        code: "key_conflict",
        message: expect.stringMatching(
          new RegExp(`${what}.*Choose another name`),
        ) as string,
      });
      expect(await (await server.fetch(address(there))).text()).toBe("hello");
    },
  );

  test("refuses two keys in one address", async () => {
    const response = await server.fetch(`${address("a")}&key=b`, {
      method: "PUT",
      body: "x",
    });
    expect(await response.json()).toMatchObject({ code: "invalid_request" });
  });

  test("If-None-Match: * does not overwrite; what is not known is refused", async () => {
    await put("a", "first");
    const headers: [Record<string, string>, number][] = [
      [{ "If-None-Match": "*" }, 412],
      [{ "If-None-Match": '"x"' }, 400],
      [{ "If-Match": '"x"' }, 400],
      [{ "Content-Range": "bytes 0-0/1" }, 400],
      [{ "Content-Encoding": "gzip" }, 400],
    ];
    for (const [header, status] of headers) {
      const response = await server.fetch(address("a"), {
        method: "PUT",
        body: "second",
        headers: header,
      });
      expect(response.status).toBe(status);
    }
    expect(await (await server.fetch(address("a"))).text()).toBe("first");
  });

  test("a bucket that is not there is refused while the body is still coming", async () => {
    const upload = httpRequest(
      `${server.url}/api/buckets/nowhere/object?key=a`,
      { method: "PUT", headers: { ...basicHeader(), "Content-Length": 1e9 } },
    );
    upload.on("error", () => undefined);
    upload.write(Buffer.alloc(1024 * 1024));
    const [response] = await once(upload, "response");
    expect(response.statusCode).toBe(404);
    upload.destroy();
  });

  test("an empty object is an object", async () => {
    await put("empty", "");
    const response = await server.fetch(address("empty"));
    expect(response.headers.get("Content-Length")).toBe("0");
    const ranged = await server.fetch(address("empty"), {
      headers: { Range: "bytes=0-" },
    });
    expect(ranged.status).toBe(416);
    expect(ranged.headers.get("Content-Range")).toBe("bytes */0");
  });

  test("a client that leaves in the middle leaves nothing behind", async () => {
    const upload = httpRequest(server.url + address("big"), {
      method: "PUT",
      headers: { ...basicHeader(), "Content-Length": 10_000_000 },
    });
    const failed = once(upload, "error");
    const staging = path.join(server.folder, "store", "staging");
    const before = await readdir(staging);
    upload.write(Buffer.alloc(3_000_000));
    await eventually(
      "the upload has begun",
      async () => (await readdir(staging)).length > before.length,
    );
    upload.destroy(new Error("left"));
    await failed;
    await eventually(
      "what was staged is gone",
      async () => (await readdir(staging)).length === before.length,
    );
    expect(await server.store.stat("pictures", "big")).toBeUndefined();
    expect(ingested).toEqual([]);
  });
});

describe("deleteObject", () => {
  test("deletes once", async () => {
    await put("a");
    await server.client().deleteObject({ params, query: { key: "a" } });
    const again = server.client().deleteObject({ params, query: { key: "a" } });
    await expect(again).rejects.toMatchObject({ code: "object_not_found" });
  });
});
