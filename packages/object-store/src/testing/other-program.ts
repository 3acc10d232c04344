import { Client } from "minio";
import type { MinioAccess } from "./minio-server.ts";

/** Another program on the same server: the npm client, as anybody may use it. */
export function otherProgram(access: MinioAccess): Client {
  const { hostname, port, protocol } = new URL(access.endpoint);
  return new Client({
    endPoint: hostname,
    port: Number(port),
    useSSL: protocol === "https:",
    accessKey: access.accessKey,
    secretKey: access.secretKey,
    region: "us-east-1",
  });
}

/** The ids of the unfinished uploads of a key, whoever began them. */
export async function uploadsOf(
  client: Client,
  bucket: string,
  key: string,
): Promise<string[]> {
  const { uploads } = await client.listIncompleteUploadsQuery(
    bucket,
    key,
    "",
    "",
    "",
  );
  return uploads.map(({ uploadId }) => uploadId);
}
