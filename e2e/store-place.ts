import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import {
  freePort,
  startMinio,
} from "@oscar/object-store/testing/minio-server.ts";
import { otherProgram } from "@oscar/object-store/testing/other-program.ts";

/** Where a server keeps its objects: a setting that tests are run with. */
export type StoreSetting = "directory" | "minio" | "minio without events";

/** A place for objects, before there is a server that uses it. */
export interface StorePlace extends AsyncDisposable {
  /** Variables for the server. */
  environment: Record<string, string>;
  /** What is really in a bucket by key, read past the server. */
  read(bucket: string, dataDir: string): Promise<Map<string, Buffer>>;
}

const TOKEN = "a-token-of-the-tests";

/** Opens a place; a MinIO is started for it where the setting asks for one. */
export function openStorePlace(setting: StoreSetting): Promise<StorePlace> {
  if (setting === "directory") return Promise.resolve(folderPlace());
  return minioPlace({ hasEvents: setting === "minio" });
}

function folderPlace(): StorePlace {
  return {
    environment: {},
    async read(bucket, dataDir) {
      const folder = join(dataDir, "buckets", bucket);
      const names = await readdir(folder);
      return new Map(
        await Promise.all(
          names.map(
            async (name) => [name, await readFile(join(folder, name))] as const,
          ),
        ),
      );
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function minioPlace({
  hasEvents,
}: {
  hasEvents: boolean;
}): Promise<StorePlace> {
  const port = String(await freePort());
  const queue = await mkdtemp(join(tmpdir(), "oscar-e2e-events-"));
  const webhook = {
    MINIO_NOTIFY_WEBHOOK_ENABLE_OSCAR: "on",
    MINIO_NOTIFY_WEBHOOK_ENDPOINT_OSCAR: `http://127.0.0.1:${port}/events`,
    MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_OSCAR: TOKEN,
    MINIO_NOTIFY_WEBHOOK_QUEUE_DIR_OSCAR: queue,
    MINIO_API_SYNC_EVENTS: "on",
  };
  const minio = await startMinio(hasEvents ? { environment: webhook } : {});
  const client = otherProgram(minio);
  return {
    environment: {
      OSCAR_PORT: port,
      OSCAR_STORE: "minio",
      MINIO_ENDPOINT: minio.endpoint,
      MINIO_ACCESS_KEY: minio.accessKey,
      MINIO_SECRET_KEY: minio.secretKey,
      OSCAR_WEBHOOK_TOKEN: TOKEN,
    },
    async read(bucket) {
      const found = new Map<string, Buffer>();
      for await (const { name } of client.listObjectsV2(
        bucket,
        "",
        true,
      ) as AsyncIterable<{ name: string }>)
        found.set(name, await buffer(await client.getObject(bucket, name)));
      return found;
    },
    async [Symbol.asyncDispose]() {
      await minio[Symbol.asyncDispose]();
      await rm(queue, { recursive: true, force: true });
    },
  };
}
