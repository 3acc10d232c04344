import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { whyNoMinio } from "@oscar/object-store/testing/minio-server.ts";
import { startMinioForConsole } from "../apps/server/src/testing/console-on-minio.ts";
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

/** Opens a place; a MinIO is started for it where the setting asks for one. */
export function openStorePlace(setting: StoreSetting): Promise<StorePlace> {
  if (setting === "directory") return Promise.resolve(folderPlace());
  if (setting === "minio and pods") return openPodPlace();
  if (setting === "all in pods") return openDeployedPlace();
  return minioPlace(setting === "minio" ? "are kept" : "are not sent");
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

async function minioPlace(
  events: Parameters<typeof startMinioForConsole>[0],
): Promise<StorePlace> {
  const { minio, environment, ...place } = await startMinioForConsole(events);
  return {
    environment,
    read: (bucket) => readMinio(minio, bucket),
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}
