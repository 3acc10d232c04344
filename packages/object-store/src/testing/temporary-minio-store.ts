import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoreUnderTest } from "../contract/under-test.ts";
import {
  type MinioStore,
  type MinioStoreOptions,
  openMinioStore,
} from "../minio/minio-store.ts";
import type { ObjectStore } from "../object-store.ts";
import type { MinioAccess } from "./minio-server.ts";

export interface TemporaryMinioStore extends StoreUnderTest {
  store: MinioStore;
  options: MinioStoreOptions;
}

/** Of a console that was given no token for events. */
export const NO_EVENTS = {
  ruleId: "oscar-test",
  target: undefined,
  webhookUrl: "http://127.0.0.1:8080/events",
};

/** A store on a server without buckets, which has none afterwards either. */
export async function openTemporaryMinioStore(
  access: MinioAccess,
  others: Partial<MinioStoreOptions> = {},
): Promise<TemporaryMinioStore> {
  const opened = await openMinioStoreFor(access, others);
  return {
    ...opened,
    async [Symbol.asyncDispose]() {
      await removeBuckets(opened.store);
      await opened[Symbol.asyncDispose]();
    },
  };
}

/** The same where buckets stay: they cannot be emptied, or not soon, and go with the server. */
export async function openMinioStoreFor(
  access: MinioAccess,
  others: Partial<MinioStoreOptions> = {},
): Promise<TemporaryMinioStore> {
  const folder = await mkdtemp(join(tmpdir(), "minio-store-"));
  const { endpoint, accessKey, secretKey } = access;
  const options: MinioStoreOptions = {
    endpoint,
    accessKey,
    secretKey,
    journalPath: join(folder, "uploads"),
    events: NO_EVENTS,
    ...others,
  };
  const store = await openMinioStore(options);
  return {
    store,
    options,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function removeBuckets(store: ObjectStore): Promise<void> {
  for (const { name } of await store.listBuckets()) {
    for (let next: string | undefined = ""; next !== undefined;) {
      const page = await store.list(name, { after: next });
      await Promise.all(page.objects.map(({ key }) => store.delete(name, key)));
      next = page.next;
    }
    await store.deleteBucket(name);
  }
}
