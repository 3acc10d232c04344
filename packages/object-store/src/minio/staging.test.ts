import {
  mkdtemp,
  readdir,
  readFile,
  rm,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import {
  BUCKET,
  expectRefusal,
  keysOf,
  put,
  textOf,
} from "../contract/under-test.ts";
import type { ObjectStore, StagedObject } from "../object-store.ts";
import { describeOnMinio } from "../testing/describe-on-minio.ts";
import { otherProgram, uploadsOf } from "../testing/other-program.ts";
import { openTemporaryMinioStore } from "../testing/temporary-minio-store.ts";
import type { MinioServer } from "../testing/minio-server.ts";
import { waitUntil } from "../testing/wait-until.ts";
import { openMinioStore } from "./minio-store.ts";

async function stage(
  store: ObjectStore,
  key: string,
  content = `staged ${key}`,
): Promise<StagedObject> {
  const folder = await mkdtemp(join(tmpdir(), "staging-"));
  const path = join(folder, "output");
  await writeFile(path, content);
  const staged = await store.stageFile({ bucket: BUCKET, key }, path);
  await rm(folder, { recursive: true });
  return staged;
}

async function openWorld(server: MinioServer) {
  const opened = await openTemporaryMinioStore(server);
  await opened.store.createBucket(BUCKET);
  const client = otherProgram(server);
  return {
    ...opened,
    client,
    uploads: (key: string) => uploadsOf(client, BUCKET, key),
  };
}

/** Gives some MiB, then does something else. */
function bodyThat(then: () => void | Promise<void>, mib: number): Readable {
  return Readable.from(
    (async function* () {
      for (let sent = 0; sent < mib; sent++) yield Buffer.alloc(2 ** 20);
      await then();
    })(),
    { objectMode: false },
  );
}

describeOnMinio("staged objects on MinIO", (server) => {
  test("publishing is rolled forward by the next process", async () => {
    await using world = await openWorld(server());
    const staged = await stage(world.store, "a/b");
    await using second = await openMinioStore(world.options);
    const published = await second.publish(staged);
    expect(published?.key).toBe("a/b");
    await using third = await openMinioStore(world.options);
    expect(await third.publish(staged)).toEqual(published);
    expect(await textOf(third, "a/b")).toBe("staged a/b");
  });

  test("a sweep aborts what an earlier process left, and what others began stays", async () => {
    await using world = await openWorld(server());
    const { client, uploads } = world;
    const kept = await stage(world.store, "same/key", "kept");
    await stage(world.store, "same/key", "left");
    const other = await client.initiateNewMultipartUpload(
      BUCKET,
      "same/key",
      {},
    );
    expect(await uploads("same/key")).toHaveLength(3);
    await using next = await openMinioStore({ ...world.options });
    await next.sweep(new Set([kept.token]));
    const left = await uploads("same/key");
    expect(left).toHaveLength(2);
    expect(left).toContain(other);
    expect((await next.publish(kept))?.size).toBe(4);
    await client.abortMultipartUpload(BUCKET, "same/key", other);
  });

  test("what is being written is not swept", async () => {
    await using world = await openWorld(server());
    const { store, uploads } = world;
    const body = bodyThat(async () => {
      await waitUntil("an upload", async () => (await uploads("key"))[0]);
      await store.sweep(new Set());
      expect(await uploads("key")).toHaveLength(1);
    }, 20);
    expect((await store.write(BUCKET, "key", body)).size).toBe(20 * 2 ** 20);
    expect(await uploads("key")).toEqual([]);
  });

  test("a sweep while MinIO is away is made up for", async () => {
    await using world = await openWorld(server());
    await stage(world.store, "left");
    await using next = await openMinioStore(world.options);
    await server().kill();
    await next.sweep(new Set());
    await server().start();
    await waitUntil(
      "the upload is aborted",
      async () => (await world.uploads("left")).length === 0,
    );
  }, 30_000);

  test.each(["fails", "is aborted"])(
    "a long body that %s leaves no upload",
    async (how) => {
      await using world = await openWorld(server());
      const { store, uploads } = world;
      const failure = new Error("the client left");
      const controller = new AbortController();
      const body = bodyThat(async () => {
        await waitUntil("an upload", async () => (await uploads("key"))[0]);
        if (how === "fails") throw failure;
        controller.abort(failure);
        return new Promise(() => {});
      }, 20);
      const { signal } = controller;
      const writing = store.write(BUCKET, "key", body, { signal });
      await expect(writing).rejects.toThrow(failure.message);
      expect(await uploads("key")).toEqual([]);
      expect(await keysOf(store)).toEqual([]);
      expect(await readFile(world.options.journalPath, "utf8")).toMatch(
        /"end":"aborted"}\n$/,
      );
    },
  );

  test("a result that MinIO has dropped for its age is told, not passed over", async () => {
    await using world = await openWorld(server());
    const { store, client, uploads } = world;
    const staged = await stage(store, "key");
    for (const id of await uploads("key"))
      await client.abortMultipartUpload(BUCKET, "key", id);
    await expectRefusal(store.publish(staged), "object_not_found");
    await put(store, "key", "of somebody else");
    await expectRefusal(store.publish(staged), "object_not_found");
    expect(await textOf(store, "key")).toBe("of somebody else");
  });

  test.each([
    ["its upload", "xl.meta", /xl\.meta$/],
    ["its parts", "part.1.meta", /part\.1\.meta$/],
  ])(
    "a result of which a crash of MinIO cost %s (%s) is told, not waited for",
    async (_what, _file, pattern) => {
      await using world = await openWorld(server());
      const { store } = world;
      const staged = await stage(store, "key");
      const folder = join(server().folder, ".minio.sys/multipart");
      const files = await readdir(folder, { recursive: true });
      const [file] = files.filter((name) => pattern.test(name));
      await truncate(join(folder, file ?? "there is none"));
      await expectRefusal(store.publish(staged), "object_not_found");
      await store.discard(staged);
      expect((await store.publish(await stage(store, "key")))?.key).toBe("key");
    },
  );

  test.each(["", "x", "../../bucket/key", "id:", ":00", "a:zz"])(
    "%j is no staged object",
    async (token) => {
      await using world = await openWorld(server());
      const staged = { bucket: BUCKET, key: "key", size: 4, crc32: 0, token };
      await expectRefusal(world.store.publish(staged), "invalid_request");
      await world.store.discard(staged);
    },
  );

  test("a journal with a line that a crash cut off is read all the same", async () => {
    await using world = await openWorld(server());
    await stage(world.store, "left");
    await writeFile(world.options.journalPath, '{"bucket":"fir', { flag: "a" });
    await using next = await openMinioStore(world.options);
    await stage(next, "another");
    await using last = await openMinioStore(world.options);
    await last.sweep(new Set());
    expect(await world.uploads("left")).toEqual([]);
    expect(await world.uploads("another")).toEqual([]);
  });
});
