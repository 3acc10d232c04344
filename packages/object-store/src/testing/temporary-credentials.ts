import { AssumeRoleProvider } from "minio/dist/esm/AssumeRoleProvider.mjs";
import type { MinioAccess } from "./minio-server.ts";

export interface TemporaryCredentials {
  accessKey: string;
  secretKey: string;
  sessionToken: string;
}

/** Credentials that may do what a policy says and nothing else. */
export async function temporaryCredentials(
  { endpoint, accessKey, secretKey }: MinioAccess,
  policy: object,
): Promise<TemporaryCredentials> {
  const provider = new AssumeRoleProvider({
    stsEndpoint: endpoint,
    accessKey,
    secretKey,
    region: "us-east-1",
    durationSeconds: 3600,
    policy: JSON.stringify({ Version: "2012-10-17", ...policy }),
  });
  const given = await provider.getCredentials();
  return {
    accessKey: given.getAccessKey(),
    secretKey: given.getSecretKey(),
    sessionToken: given.getSessionToken() ?? "",
  };
}
