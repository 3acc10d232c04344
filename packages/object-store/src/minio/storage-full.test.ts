import { rm, truncate, writeFile } from "node:fs/promises";
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
import { startMinio, whyNoMinio } from "../testing/minio-server.ts";
import { otherProgram, uploadsOf } from "../testing/other-program.ts";
import { mountSmallDisk } from "../small-disk.fixture.ts";
import { openTemporaryMinioStore } from "../testing/temporary-minio-store.ts";

const MIB = 2 ** 20;

function body(mib: number): Readable {
  return Readable.from(
    (function* () {
      for (let sent = 0; sent < mib; sent++) yield Buffer.alloc(MIB);
    })(),
    { objectMode: false },
  );
}

test.skipIf(whyNoMinio())(
  "a MinIO without room says so, and keeps nothing of what did not fit",
  async (context) => {
    await using disk = await mountSmallDisk(200);
    if (!disk) return context.skip();
    await using server = await startMinio({ folder: join(disk.path, "data") });
    await using opened = await openTemporaryMinioStore(server);
    const { store } = opened;
    await store.createBucket(BUCKET);
    await put(store, "old", "old content");
    for (const key of ["deep/new", "old"]) {
      const sizeBytes = 400 * MIB;
      const known = store.write(BUCKET, key, body(400), { sizeBytes });
      await expectRefusal(known, "storage_full");
      const unknown = store.write(BUCKET, key, body(400));
      await expectRefusal(unknown, "storage_full");
    }
    const path = join(tmpdir(), `output-${crypto.randomUUID()}`);
    await writeFile(path, "");
    await truncate(path, 400 * MIB);
    const object = { bucket: BUCKET, key: "staged" };
    await expectRefusal(store.stageFile(object, path), "storage_full");
    await rm(path);
    const client = otherProgram(server);
    for (const key of ["deep/new", "old", "staged"])
      expect(await uploadsOf(client, BUCKET, key)).toEqual([]);
    expect(await keysOf(store)).toEqual(["old"]);
    expect(await textOf(store, "old")).toBe("old content");
    await put(store, "small", "fits");
  },
  60_000,
);
