import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoreUnderTest } from "../../object-store.contract.ts";
import {
  type DirectoryStore,
  type DirectoryStoreOptions,
  openDirectoryStore,
} from "../directory-store.ts";

export interface TemporaryStore extends StoreUnderTest {
  root: string;
  store: DirectoryStore;
}

/** A store in a new folder, which goes with it. */
export async function openTemporaryStore(
  options: Partial<DirectoryStoreOptions> = {},
): Promise<TemporaryStore> {
  const root = await mkdtemp(join(tmpdir(), "store-"));
  const store = await openDirectoryStore({ root, ...options });
  return {
    root,
    store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await rm(root, { recursive: true, force: true });
    },
  };
}
