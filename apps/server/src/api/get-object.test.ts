import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  startTestServer,
  type TestServer,
} from "../testing/start-test-server.ts";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
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

describe("getObject", () => {
  const PNG = Uint8Array.from(Buffer.from("89504e470d0a1a0a00000000", "hex"));

  const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));
  const box = (brand: string) =>
    Uint8Array.from(Buffer.from(`\0\0\0\x14ftyp${brand}\0\0\0\0`));

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
    ["a.avif", box("avif"), "image/avif", "inline"],
    ["a.heic", box("heic"), "application/octet-stream", "attachment"],
    ["a.mp4", box("isom"), "video/mp4", "inline"],
    ["a.m4a", box("M4A "), "audio/mp4", "inline"],
    ["a.mp3", bytes("fffb9064"), "audio/mpeg", "inline"],
    ["tagged.mp3", bytes("494433040000"), "audio/mpeg", "inline"],
    ["utf16.txt", bytes("fffe6100"), "application/octet-stream", "attachment"],
    ["a.wav", "RIFF\0\0\0\0WAVEfmt ", "audio/wav", "inline"],
    ["a.flac", 'fLaC\0\0\0"', "audio/flac", "inline"],
    ["a.ogg", `OggS${"\0".repeat(24)}\u0001vorbis`, "audio/ogg", "inline"],
    ["a.zip", bytes("504b030414"), "application/zip", "attachment"],
    ["none.zip", bytes("504b050600"), "application/zip", "attachment"],
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
      [{ Range: "bytes=5-2" }, 200, "0123456789"],
      [{ Range: "bytes=nonsense" }, 200, "0123456789"],
      [{ Range: "bytes=4-99999999999999999999" }, 206, "456789"],
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

  test("the checksum is told where it is known", async () => {
    const stored = await put("digits", "0123456789");
    const known = await server.fetch(address("digits"), { method: "HEAD" });
    expect(known.headers.get("X-Content-CRC32")).toBe(stored.crc32);
    expect(stored.crc32).toBe("a684c7c6");
    await server.ledger.objects.forget("pictures", "digits");
    const unknown = await server.fetch(address("digits"), { method: "HEAD" });
    expect(unknown.headers.get("X-Content-CRC32")).toBeNull();
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
