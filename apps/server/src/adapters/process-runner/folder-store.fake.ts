import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import {
  copyFile,
  mkdir,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Readable } from "node:stream";
import { AppError } from "@oscar/contracts";
import type {
  ObjectStat,
  ObjectStore,
  StagedObject,
} from "@oscar/object-store";

/** The part of a store that a runner and its tests use. */
export function createFolderStore(root: string): ObjectStore {
  const pathOf = (bucket: string, key: string) => join(root, bucket, key);
  const stagedPath = (staged: StagedObject) =>
    join(root, ".staged", staged.token);
  async function statOf(bucket: string, key: string) {
    try {
      const path = pathOf(bucket, key);
      const { size, mtimeNs, ino, mtime } = await stat(path, { bigint: true });
      const etag = createHash("md5")
        .update(`${size} ${mtimeNs} ${ino}`)
        .digest("hex");
      const found: ObjectStat = {
        key,
        size: Number(size),
        etag,
        modifiedAt: mtime,
        arrivedAt: mtime,
      };
      return found;
    } catch {
      return undefined;
    }
  }
  const store: Partial<ObjectStore> = {
    kind: "directory",
    async createBucket(name) {
      await mkdir(join(root, name), { recursive: true });
      await mkdir(join(root, ".staged"), { recursive: true });
      return { name, createdAt: new Date() };
    },
    stat: statOf,
    async list(bucket) {
      const keys = await readdir(join(root, bucket));
      const objects = await Promise.all(keys.map((key) => statOf(bucket, key)));
      return {
        objects: objects.filter((object) => object !== undefined),
        prefixes: [],
        next: undefined,
      };
    },
    async read(bucket, key) {
      const found = await statOf(bucket, key);
      if (!found) return undefined;
      return { stat: found, body: createReadStream(pathOf(bucket, key)) };
    },
    async write(bucket: string, key: string, body: Readable) {
      const path = pathOf(bucket, key);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.part`, await buffer(body));
      await rename(`${path}.part`, path);
      const found = await statOf(bucket, key);
      if (!found) throw new Error("gone");
      return { ...found, crc32: 0 };
    },
    async delete(bucket, key) {
      await rm(pathOf(bucket, key));
      return true;
    },
    async download({ bucket, key, ifMatch }, file) {
      const found = await statOf(bucket, key);
      if (!found) return undefined;
      if (ifMatch !== undefined && ifMatch !== found.etag)
        throw new AppError("precondition_failed", "changed");
      await copyFile(pathOf(bucket, key), file);
      return found;
    },
    async stageFile({ bucket, key }, file) {
      const { size } = await stat(file);
      const staged = { bucket, key, size, crc32: 0, token: randomUUID() };
      await rename(file, stagedPath(staged));
      return staged;
    },
    async publish(staged) {
      const path = pathOf(staged.bucket, staged.key);
      await mkdir(dirname(path), { recursive: true });
      await rename(stagedPath(staged), path);
      return statOf(staged.bucket, staged.key);
    },
    async discard(staged) {
      await rm(stagedPath(staged), { force: true });
    },
  };
  return store as ObjectStore;
}
