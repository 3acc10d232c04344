import { buffer } from "node:stream/consumers";
import type { MinioAccess } from "@oscar/object-store/testing/minio-server.ts";
import { otherProgram } from "@oscar/object-store/testing/other-program.ts";
import type { TestServer } from "./server.ts";

/** A place for objects, before there is a server that uses it. */
export interface StorePlace extends AsyncDisposable {
  /** Variables for the server. */
  environment: Record<string, string>;
  /** The server that is there already, where the setting has one of its own. */
  server?: TestServer;
  /** What is really in a bucket by key, read past the server. */
  read(bucket: string, dataDir: string): Promise<Map<string, Buffer>>;
}

/** Every object of a bucket, as another program sees it. */
export async function readMinio(
  minio: MinioAccess,
  bucket: string,
): Promise<Map<string, Buffer>> {
  const client = otherProgram(minio);
  const found = new Map<string, Buffer>();
  const listed = client.listObjectsV2(bucket, "", true);
  for await (const { name } of listed as AsyncIterable<{ name: string }>)
    found.set(name, await buffer(await client.getObject(bucket, name)));
  return found;
}
