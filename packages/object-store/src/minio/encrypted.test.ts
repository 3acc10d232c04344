import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BUCKET, listAll, put, textOf } from "../contract/under-test.ts";
import { describeOnMinio } from "../testing/describe-on-minio.ts";
import { otherProgram } from "../testing/other-program.ts";
import { openTemporaryMinioStore } from "../testing/temporary-minio-store.ts";

const KEY = randomBytes(32).toString("base64");
const RULES = [
  { SSEAlgorithm: "AES256" },
  { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "key" },
];

describeOnMinio(
  "a bucket whose objects MinIO encrypts",
  (server) => {
    test.each(RULES)("by $SSEAlgorithm works as any other", async (rule) => {
      await using opened = await openTemporaryMinioStore(server());
      const { store } = opened;
      await store.createBucket(BUCKET);
      await otherProgram(server()).setBucketEncryption(BUCKET, {
        Rule: [{ ApplyServerSideEncryptionByDefault: rule }],
      });
      const { crc32: _crc32, ...stat } = await put(store, "plain", "text");
      expect(await store.stat(BUCKET, "plain")).toEqual(stat);
      const found = await store.read(BUCKET, "plain", { ifMatch: stat.etag });
      expect(found?.stat).toEqual(stat);
      found?.body.destroy();
      const folder = await mkdtemp(join(tmpdir(), "encrypted-"));
      const file = join(folder, "output");
      const text = "0123456789".repeat(100_000);
      await writeFile(file, text);
      const object = { bucket: BUCKET, key: "staged" };
      const staged = await store.stageFile(object, file);
      const published = await store.publish(staged);
      expect(published?.size).toBe(text.length);
      expect(await store.publish(staged)).toEqual(published);
      expect((await textOf(store, "staged")) === text).toBe(true);
      expect((await listAll(store)).objects).toEqual([stat, published]);
      await rm(folder, { recursive: true });
    });
  },
  { environment: { MINIO_KMS_SECRET_KEY: `key:${KEY}` } },
);
