import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { isAppError } from "@oscar/contracts";
import {
  type ObjectStore,
  type RemoteAccess,
  openDirectoryStore,
} from "@oscar/object-store";
import express, { type Router } from "express";

/**
 * A directory store that pods can reach, for tests of the runner alone: it reads objects and
 * takes parts over HTTP as MinIO does over presigned URLs.
 */
export async function openRemoteDirectory(
  folder: string,
  baseUrl: () => string,
) {
  const store = await openDirectoryStore({ root: join(folder, "store") });
  const parts = join(folder, "parts");
  await mkdir(parts, { recursive: true });
  const partFile = (token: string, number: number | string) =>
    join(parts, `${token}.${number}`);

  const remote: RemoteAccess = {
    async read({ bucket, key, etag }) {
      const query = new URLSearchParams({ bucket, key });
      const headers = { "If-Match": etag };
      return { url: `${baseUrl()}/store?${query}`, headers };
    },
    async begin({ bucket, key }) {
      return { bucket, key, token: `upload-${randomUUID()}` };
    },
    async partUrl({ token }, number) {
      return `${baseUrl()}/store/parts/${token}/${number}`;
    },
    async finish({ bucket, key, token }, sent) {
      const whole = join(parts, token);
      await using file = await open(whole, "w");
      for (const number of sent.parts.keys())
        await file.writeFile(await readFile(partFile(token, number + 1)));
      const staged = await store.stageFile({ bucket, key }, whole);
      if (staged.crc32 !== sent.crc32) throw new Error("CRC-32 differs");
      return staged;
    },
  };
  return {
    store: withRemote(store, remote),
    router: routerOf(store, partFile),
  };
}

function withRemote(store: ObjectStore, remote: RemoteAccess) {
  return new Proxy(store, {
    get(target, name) {
      if (name === "remote") return remote;
      if (name === "discard") {
        return async (staged: Parameters<ObjectStore["discard"]>[0]) => {
          if (!staged.token.startsWith("upload-")) await store.discard(staged);
        };
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function"
        ? (value.bind(target) as unknown)
        : value;
    },
  }) as ObjectStore & { readonly remote: RemoteAccess };
}

function routerOf(
  store: ObjectStore,
  partFile: (token: string, number: string) => string,
): Router {
  const router = express.Router();
  router.get("/store", async (request, response) => {
    const { bucket = "", key = "" } = request.query as Record<string, string>;
    const ifMatch = request.get("If-Match") ?? "";
    const found = await store
      .read(bucket, key, { ifMatch })
      .catch((error: unknown) => {
        if (!isAppError(error, "precondition_failed")) throw error;
        return 412;
      });
    if (!found || typeof found === "number") {
      response.status(found ?? 404).end();
      return;
    }
    response.setHeader("Content-Length", found.stat.size);
    await pipeline(found.body, response);
  });
  router.put("/store/parts/:token/:number", async (request, response) => {
    const { token, number } = request.params;
    const file = partFile(token, number);
    await rm(file, { force: true });
    await writeFile(file, request);
    const md5 = createHash("md5")
      .update(await readFile(file))
      .digest("hex");
    response.setHeader("ETag", `"${md5}"`).end();
  });
  return router;
}
