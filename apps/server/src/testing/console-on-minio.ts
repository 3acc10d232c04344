import { expect, vi } from "vitest";
import type { MinioServer } from "@oscar/object-store/testing/minio-server.ts";

const SECOND_LIMIT = { timeout: 5000, interval: 20 };

export const WEBHOOK_TOKEN = "a-token-of-the-tests";

/** The variables of a console that keeps its objects on this server. */
export function consoleVariables(
  { endpoint, accessKey, secretKey }: MinioServer,
  others: Record<string, string> = {},
): Record<string, string> {
  return {
    OSCAR_STORE: "minio",
    MINIO_ENDPOINT: endpoint,
    MINIO_ACCESS_KEY: accessKey,
    MINIO_SECRET_KEY: secretKey,
    OSCAR_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
    ...others,
  };
}

/** The variables of a MinIO that tells a console of its objects. */
export function webhookVariables(
  url: string,
  queueFolder: string,
): Record<string, string> {
  return {
    MINIO_NOTIFY_WEBHOOK_ENABLE_OSCAR: "on",
    MINIO_NOTIFY_WEBHOOK_ENDPOINT_OSCAR: url,
    MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_OSCAR: WEBHOOK_TOKEN,
    MINIO_NOTIFY_WEBHOOK_QUEUE_DIR_OSCAR: queueFolder,
    MINIO_API_SYNC_EVENTS: "on",
  };
}

/** Times are whole seconds there, and what is as old as a function counts as new. */
export async function untilNextSecond({
  endpoint,
}: MinioServer): Promise<void> {
  const now = async () =>
    (await fetch(`${endpoint}/minio/health/live`)).headers.get("date");
  const before = await now();
  await vi.waitFor(
    async () => expect(await now()).not.toBe(before),
    SECOND_LIMIT,
  );
}
