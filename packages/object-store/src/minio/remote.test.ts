import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type MinioServer,
  startMinio,
  whyNoMinio,
} from "../testing/minio-server.ts";
import {
  type TemporaryMinioStore,
  openTemporaryMinioStore,
} from "../testing/temporary-minio-store.ts";
import type { MinioStore } from "./minio-store.ts";

const BUCKET = "remote";
const missing = whyNoMinio();

async function put(url: string, body: Buffer): Promise<string> {
  const answer = await fetch(url, {
    method: "PUT",
    body: new Uint8Array(body),
  });
  expect(answer.status).toBe(200);
  return answer.headers.get("ETag") ?? "";
}

/** Uploads as a pod does: with URLs alone. */
async function upload(store: MinioStore, key: string, contents: Buffer[]) {
  const begun = await store.remote.begin({ bucket: BUCKET, key });
  const parts = [];
  for (const [index, bytes] of contents.entries()) {
    const url = await store.remote.partUrl(begun, index + 1);
    parts.push({ etag: await put(url, bytes), size: bytes.length });
  }
  const sum = crc32(Buffer.concat(contents));
  return store.remote.finish(begun, { crc32: sum, parts });
}

describe.skipIf(missing)(
  `remote access to MinIO ${missing ? `(${missing})` : ""}`,
  () => {
    let server: MinioServer;
    let opened: TemporaryMinioStore;
    let store: MinioStore;
    beforeAll(async () => {
      server = await startMinio();
      opened = await openTemporaryMinioStore(server);
      store = opened.store;
      await store.createBucket(BUCKET);
    });
    afterAll(async () => {
      await opened[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    });

    async function write(key: string, content: string) {
      return store.write(BUCKET, key, Readable.from([Buffer.from(content)]));
    }

    it.each(["plain", "a b/ü+%28(1)'!*~.txt", "$(id);`x`", "007", "\n"])(
      "reads and stages the key %j",
      async (key) => {
        const { etag } = await write(key, "input");
        const { url, headers } = await store.remote.read({
          bucket: BUCKET,
          key,
          etag,
        });
        expect(await (await fetch(url, { headers })).text()).toBe("input");
        const staged = await upload(store, `out/${key}`, [
          Buffer.from("output"),
        ]);
        expect(staged).toMatchObject({ size: 6, crc32: crc32("output") });
        expect(await store.stat(BUCKET, `out/${key}`)).toBeUndefined();
        await store.publish(
          JSON.parse(JSON.stringify(staged)) as typeof staged,
        );
        const found = await store.read(BUCKET, `out/${key}`);
        expect(found && (await text(found.body))).toBe("output");
      },
    );

    it("tells a version that was replaced from one that was deleted", async () => {
      const { etag } = await write("stale", "one");
      const version = { bucket: BUCKET, key: "stale", etag };
      const { url, headers } = await store.remote.read(version);
      await write("stale", "another");
      expect((await fetch(url, { headers })).status).toBe(412);
      await store.delete(BUCKET, "stale");
      expect((await fetch(url, { headers })).status).toBe(404);
    });

    it("goes on in the middle of an object", async () => {
      const { etag } = await write("long", "0123456789");
      const { url, headers } = await store.remote.read({
        bucket: BUCKET,
        key: "long",
        etag,
      });
      const rest = await fetch(url, {
        headers: { ...headers, Range: "bytes=7-" },
      });
      expect([rest.status, await rest.text()]).toEqual([206, "789"]);
    });

    it("stages several parts, and nothing at all", async () => {
      const large = Buffer.alloc(5 * 2 ** 20, "x");
      const end = Buffer.from("end");
      for (const parts of [[large, end], [Buffer.alloc(0)]]) {
        const staged = await upload(store, "parts", parts);
        const published = await store.publish(staged);
        expect(published?.size).toBe(Buffer.concat(parts).length);
      }
    });

    it("refuses early what could not be published", async () => {
      await write("folder/child", "x");
      const begin = (key: string, bucket = BUCKET) =>
        store.remote.begin({ bucket, key });
      await expect(begin("folder")).rejects.toMatchObject({
        code: "key_conflict",
      });
      await expect(begin("a//b")).rejects.toMatchObject({
        code: "key_unsupported",
      });
      await expect(begin("a", "nowhere")).rejects.toMatchObject({
        code: "bucket_not_found",
      });
    });

    it("forgets an upload that was begun and discarded", async () => {
      const begun = await store.remote.begin({ bucket: BUCKET, key: "gone" });
      const url = await store.remote.partUrl(begun, 1);
      await store.discard({ ...begun, size: 0, crc32: 0 });
      const answer = await fetch(url, { method: "PUT", body: "x" });
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain("NoSuchUpload");
    });

    it("outlives a restart of ours where it is kept, and only there", async () => {
      const kept = await store.remote.begin({ bucket: BUCKET, key: "kept" });
      const left = await store.remote.begin({ bucket: BUCKET, key: "left" });
      await store.sweep(new Set([kept.token]));
      const send = async (each: typeof kept) => {
        const url = await store.remote.partUrl(each, 1);
        return (await fetch(url, { method: "PUT", body: "x" })).status;
      };
      expect([await send(kept), await send(left)]).toEqual([200, 404]);
    });

    it("gives URLs for the name by which others reach the server", async () => {
      const { port } = new URL(server.endpoint);
      const remoteEndpoint = `http://localhost:${port}`;
      await using other = await openTemporaryMinioStore(server, {
        remoteEndpoint,
      });
      await other.store.createBucket("elsewhere");
      const object = { bucket: "elsewhere", key: "a" };
      const begun = await other.store.remote.begin(object);
      const url = await other.store.remote.partUrl(begun, 1);
      expect(new URL(url).origin).toBe(remoteEndpoint);
      expect(url).not.toContain(server.secretKey);
      await put(url, Buffer.from("x"));
      await other.store.discard({ ...begun, size: 0, crc32: 0 });
    });
  },
);
