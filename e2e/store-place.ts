import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  freePort,
  startMinio,
  whyNoMinio,
} from "@oscar/object-store/testing/minio-server.ts";
import { readMinio, type StorePlace } from "./place.ts";
import { openDeployedPlace, openPodPlace, whyNoPods } from "./pod-places.ts";

/** Where a server keeps its objects and runs its jobs: a setting that tests are run with. */
export type StoreSetting =
  | "directory"
  | "minio"
  | "minio without events"
  /** Jobs are pods of a real cluster. */
  | "minio and pods"
  /** So are the server and MinIO. */
  | "all in pods";

/** Why a setting cannot be had on this machine; undefined where it can. */
export function whyNot(setting: StoreSetting): string | undefined {
  if (setting === "directory") return undefined;
  return setting.includes("pods") ? whyNoPods() : whyNoMinio();
}

const TOKEN = "a-token-of-the-tests";

/** Opens a place; a MinIO is started for it where the setting asks for one. */
export function openStorePlace(setting: StoreSetting): Promise<StorePlace> {
  if (setting === "directory") return Promise.resolve(folderPlace());
  if (setting === "minio and pods") return openPodPlace();
  if (setting === "all in pods") return openDeployedPlace();
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
  return {
    environment: {
      OSCAR_PORT: port,
      OSCAR_STORE: "minio",
      MINIO_ENDPOINT: minio.endpoint,
      MINIO_ACCESS_KEY: minio.accessKey,
      MINIO_SECRET_KEY: minio.secretKey,
      OSCAR_WEBHOOK_TOKEN: TOKEN,
    },
    read: (bucket) => readMinio(minio, bucket),
    async [Symbol.asyncDispose]() {
      await minio[Symbol.asyncDispose]();
      await rm(queue, { recursive: true, force: true });
    },
  };
}
