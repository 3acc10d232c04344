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
    "x".repeat(300),
  ])("refuses the key %j", async (key) => {
    await expect(put(key)).rejects.toMatchObject({ code: "key_unsupported" });
  });

  test("refuses a key that is not UTF-8", async () => {
    const response = await server.fetch(
      "/api/buckets/pictures/object?key=%ff",
      {
        method: "PUT",
        body: "x",
      },
    );
    expect(await response.json()).toMatchObject({ code: "key_unsupported" });
    const page = await server.client().listObjects({ params });
    expect(page.objects).toEqual([]);
  });

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

describe("getObject", () => {
  const PNG = Uint8Array.from(Buffer.from("89504e470d0a1a0a00000000", "hex"));

  test.each<[string, Uint8Array<ArrayBuffer> | string, string, string]>([
    ["a.png", PNG, "image/png", "inline"],
    ["lies.html", PNG, "image/png", "inline"],
    [
      "page.html",
      "<script>alert(1)</script>",
      "text/plain; charset=utf-8",
      "inline",
    ],
    [
      "image.svg",
      "<svg onload='alert(1)'/>",
      "text/plain; charset=utf-8",
      "inline",
    ],
    [
      "data.bin",
      Uint8Array.from([0, 1, 2]),
      "application/octet-stream",
      "attachment",
    ],
    [
      "latin1.txt",
      Uint8Array.from([0xe9, 0x20]),
      "application/octet-stream",
      "attachment",
    ],
    ["paper.pdf", "%PDF-1.7", "application/pdf", "inline"],
  ])(
    "%s is served as what it is, and never as a page",
    async (key, body, type, disposition) => {
      await put(key, body);
      const response = await server.fetch(address(key));
      await response.body?.cancel();
      const { headers } = response;
      expect(headers.get("Content-Type")).toBe(type);
      expect(headers.get("Content-Disposition")).toMatch(
        new RegExp(`^${disposition};`),
      );
      expect(headers.get("Content-Security-Policy")).toBe(
        "sandbox; default-src 'none'",
      );
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
      const download = await server.fetch(address(key, "&download=1"));
      await download.body?.cancel();
      expect(download.headers.get("Content-Disposition")).toMatch(
        /^attachment;/,
      );
    },
  );

  test.each([
    ["a/b/ñ.txt", `attachment; filename="?.txt"; filename*=UTF-8''%C3%B1.txt`],
    ['he"llo\r\nX: y.txt', `attachment; filename="he\\"llo__X: y.txt"`],
    ["cod\u202egnp.exe", `attachment; filename=cod_gnp.exe`],
  ])("the name of %j is safe in a header", async (key, expected) => {
    await put(key);
    const response = await server.fetch(address(key, "&download=1"));
    await response.body?.cancel();
    expect(response.headers.get("Content-Disposition")).toBe(expected);
    expect(response.headers.get("X")).toBeNull();
  });

  test("ranges, and conditions on the version", async () => {
    await put("digits", "0123456789");
    const whole = await server.fetch(address("digits"));
    const etag = whole.headers.get("ETag") ?? "";
    expect(await whole.text()).toBe("0123456789");
    expect(etag).toMatch(/^"[^"]+"$/);
    const cases: [Record<string, string>, number, string][] = [
      [{ Range: "bytes=2-4" }, 206, "234"],
      [{ Range: "bytes=7-" }, 206, "789"],
      [{ Range: "bytes=-3" }, 206, "789"],
      [{ Range: "bytes=5-99" }, 206, "56789"],
      [{ Range: "bytes=0-1,5-6" }, 200, "0123456789"],
      [{ Range: "lines=1-2" }, 200, "0123456789"],
      [{ Range: "bytes=2-4", "If-Range": etag }, 206, "234"],
      [{ Range: "bytes=2-4", "If-Range": '"old"' }, 200, "0123456789"],
      [
        { Range: "bytes=2-4", "If-Range": new Date().toUTCString() },
        200,
        "0123456789",
      ],
      [{ "If-None-Match": etag }, 304, ""],
      [{ "If-None-Match": `"x", W/${etag}` }, 304, ""],
      [{ "If-None-Match": '"x"' }, 200, "0123456789"],
    ];
    for (const [headers, status, body] of cases) {
      const response = await server.fetch(address("digits"), { headers });
      expect([headers, response.status, await response.text()]).toEqual([
        headers,
        status,
        body,
      ]);
    }
    const beyond = await server.fetch(address("digits"), {
      headers: { Range: "bytes=10-" },
    });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get("Content-Range")).toBe("bytes */10");
    expect(await beyond.json()).toMatchObject({
      code: "range_not_satisfiable",
    });
  });

  test("HEAD tells the same without the bytes", async () => {
    await put("digits", "0123456789");
    const get = await server.fetch(address("digits"));
    const head = await server.fetch(address("digits"), { method: "HEAD" });
    expect(await head.text()).toBe("");
    await get.body?.cancel();
    for (const name of [
      "Content-Length",
      "Content-Type",
      "ETag",
      "Last-Modified",
      "Content-Disposition",
    ]) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
    const absent = await server.fetch(address("absent"), { method: "HEAD" });
    expect(absent.status).toBe(404);
    expect(await absent.text()).toBe("");
  });

  test("what is not there is said", async () => {
    const absent = await server.fetch(address("absent"));
    expect(await absent.json()).toMatchObject({ code: "object_not_found" });
    const nowhere = await server.fetch("/api/buckets/nowhere/object?key=a");
    expect(await nowhere.json()).toMatchObject({ code: "bucket_not_found" });
    expect(absent.headers.get("Content-Disposition")).toBeNull();
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
