import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  freePort,
  type MinioAccess,
  type MinioServer,
  startMinio,
} from "@oscar/object-store/testing/minio-server.ts";
import { eventually } from "./eventually.ts";

export const WEBHOOK_TOKEN = "a-token-of-the-tests";

/** The variables of a console that keeps its objects on this server, and takes no events. */
export function storeVariables({
  endpoint,
  accessKey,
  secretKey,
}: MinioAccess): Record<string, string> {
  return {
    OSCAR_STORE: "minio",
    MINIO_ENDPOINT: endpoint,
    MINIO_ACCESS_KEY: accessKey,
    MINIO_SECRET_KEY: secretKey,
  };
}

/** The variables of a console that keeps its objects on this server. */
export function consoleVariables(
  access: MinioAccess,
  others: Record<string, string> = {},
): Record<string, string> {
  return {
    ...storeVariables(access),
    OSCAR_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
    ...others,
  };
}

/**
 * The variables of a MinIO that tells a console of its objects. Without a folder for those
 * that could not be sent yet they are lost.
 */
export function webhookVariables(
  url: string,
  queueFolder?: string,
): Record<string, string> {
  return {
    MINIO_NOTIFY_WEBHOOK_ENABLE_OSCAR: "on",
    MINIO_NOTIFY_WEBHOOK_ENDPOINT_OSCAR: url,
    MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_OSCAR: WEBHOOK_TOKEN,
    ...(queueFolder === undefined
      ? {}
      : {
          MINIO_NOTIFY_WEBHOOK_QUEUE_DIR_OSCAR: queueFolder,
          MINIO_API_SYNC_EVENTS: "on",
        }),
  };
}

/** A MinIO for one console that is yet to start. */
export interface MinioForConsole extends AsyncDisposable {
  minio: MinioServer;
  /** For the console: with the port that MinIO tells. */
  environment: Record<string, string>;
}

export async function startMinioForConsole(
  events: "are kept" | "may be lost" | "are not sent",
): Promise<MinioForConsole> {
  await using stack = new AsyncDisposableStack();
  const port = String(await freePort());
  const queue = await mkdtemp(join(tmpdir(), "oscar-events-"));
  stack.defer(() => rm(queue, { recursive: true, force: true }));
  const webhook = webhookVariables(
    `http://127.0.0.1:${port}/events`,
    events === "are kept" ? queue : undefined,
  );
  const environment = events === "are not sent" ? {} : webhook;
  const minio = stack.use(await startMinio({ environment }));
  const owned = stack.move();
  return {
    minio,
    environment: consoleVariables(minio, { OSCAR_PORT: port }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Times are whole seconds there, and what is as old as a function counts as new. */
export async function untilNextSecond({
  endpoint,
}: MinioServer): Promise<void> {
  const now = async () =>
    (await fetch(`${endpoint}/minio/health/live`)).headers.get("date");
  const before = await now();
  await eventually("the next second", async () => (await now()) !== before);
}
