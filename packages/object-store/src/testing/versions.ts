import { text } from "node:stream/consumers";
import type { MinioAccess } from "./minio-server.ts";
import { otherProgram } from "./other-program.ts";

/** Makes a bucket that keeps every version of its objects: what is written twice shows. */
export async function makeVersionedBucket(
  server: MinioAccess,
  bucket: string,
): Promise<void> {
  const client = otherProgram(server);
  await client.makeBucket(bucket);
  await client.setBucketVersioning(bucket, { Status: "Enabled" });
}

/** What a bucket holds by key, each version with its content. */
export async function versionsIn(
  server: MinioAccess,
  bucket: string,
): Promise<Record<string, string[]>> {
  const client = otherProgram(server);
  const found: Record<string, string[]> = {};
  const listing = client.listObjects(bucket, "", true, {
    IncludeVersion: true,
  }) as AsyncIterable<{ name: string; versionId: string }>;
  for await (const { name, versionId } of listing) {
    const body = await client.getObject(bucket, name, { versionId });
    (found[name] ??= []).push(await text(body));
  }
  return found;
}
