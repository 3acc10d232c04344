import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { BUCKET } from "../contract/under-test.ts";
import { describeOnMinio } from "../testing/describe-on-minio.ts";
import { openTemporaryMinioStore } from "../testing/temporary-minio-store.ts";

const MIB = 2 ** 20;
const SIZE = 5 * 2 ** 30 + 1;
const OUTPUT_SIZE = 300 * MIB + 1;
/** Of 64 MiB, the last one shorter. */
const OUTPUT_PARTS = 5;
/** Far below any part of a body of that size. */
const MEMORY_LIMIT = 200 * MIB;

/** A body of zeros that ends with a one, and how much memory it has seen in use. */
function largeBody(sizeBytes: number) {
  const seen = { peakBytes: 0 };
  const zeros = Buffer.alloc(MIB);
  function* chunks() {
    for (let left = sizeBytes - 1; left > 0; left -= MIB) {
      seen.peakBytes = Math.max(seen.peakBytes, process.memoryUsage.rss());
      yield zeros.subarray(0, Math.min(left, MIB));
    }
    yield Buffer.from([1]);
  }
  return { body: Readable.from(chunks(), { objectMode: false }), seen };
}

// Zeros are stored small, so that they need neither the disk's room nor its time.
const COMPRESSED = {
  MINIO_COMPRESSION_ENABLE: "on",
  MINIO_COMPRESSION_EXTENSIONS: ".zeros",
};

describeOnMinio(
  "objects larger than one request may be",
  (server) => {
    test.each([
      ["of known length", SIZE, { sizeBytes: SIZE }],
      ["whose length nobody tells", 300 * MIB + 1, {}],
    ])(
      "a body %s passes through little memory",
      async (_case, size, options) => {
        await using opened = await openTemporaryMinioStore(server());
        const { store } = opened;
        await store.createBucket(BUCKET);
        const before = process.memoryUsage.rss();
        const { body, seen } = largeBody(size);
        const stored = await store.write(BUCKET, "a.zeros", body, options);
        expect(seen.peakBytes - before).toBeLessThan(MEMORY_LIMIT);
        expect(stored.size).toBe(size);
        const range = { start: size - 2, end: size - 1 };
        const found = await store.read(BUCKET, "a.zeros", { range });
        expect(found?.stat.size).toBe(size);
        expect(found && (await buffer(found.body))).toEqual(
          Buffer.from([0, 1]),
        );
      },
      300_000,
    );

    test("an output of many parts is staged from its file through little memory", async () => {
      await using opened = await openTemporaryMinioStore(server());
      const { store } = opened;
      await store.createBucket(BUCKET);
      const folder = await mkdtemp(join(tmpdir(), "large-"));
      const file = join(folder, "output.zeros");
      await writeFile(file, "");
      await truncate(file, OUTPUT_SIZE);
      const before = process.memoryUsage.rss();
      let peakBytes = before;
      const timer = setInterval(() => {
        peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
      }, 20);
      const object = { bucket: BUCKET, key: "output.zeros" };
      const staged = await store
        .stageFile(object, file)
        .finally(() => clearInterval(timer));
      await rm(folder, { recursive: true });
      expect(peakBytes - before).toBeLessThan(MEMORY_LIMIT);
      expect(staged.size).toBe(OUTPUT_SIZE);
      expect(staged.token.split(",")).toHaveLength(OUTPUT_PARTS);
      const published = await store.publish(staged);
      expect(published?.size).toBe(OUTPUT_SIZE);
      expect(await store.publish(staged)).toEqual(published);
    }, 120_000);
  },
  { environment: COMPRESSED },
);
