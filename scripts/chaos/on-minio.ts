import { cpus } from "node:os";
import {
  freePort,
  startMinio,
  whyNoMinio,
} from "@oscar/object-store/testing/minio-server.ts";
import {
  makeVersionedBucket,
  versionsIn,
} from "@oscar/object-store/testing/versions.ts";
import { startConsole } from "./console-victim.ts";
import { minioVictim } from "./minio-victim.ts";
import type { ChaosSetting } from "./world.ts";

const TOKEN = "a-token-of-the-prober";

/** Objects are in a MinIO that tells of them, jobs are processes of this machine. */
export const ON_MINIO: ChaosSetting = {
  name: "minio",
  whyNot: whyNoMinio,
  async open(buckets) {
    await using stack = new AsyncDisposableStack();
    const port = String(await freePort());
    const webhook = {
      MINIO_NOTIFY_WEBHOOK_ENABLE_OSCAR: "on",
      MINIO_NOTIFY_WEBHOOK_ENDPOINT_OSCAR: `http://127.0.0.1:${port}/events`,
      MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_OSCAR: TOKEN,
    };
    const minio = stack.use(await startMinio({ environment: webhook }));
    for (const bucket of buckets) await makeVersionedBucket(minio, bucket);
    // One job a core: all of them may be under way when either is killed.
    const cost = { mostEnded: cpus().length };
    const environment = {
      OSCAR_PORT: port,
      OSCAR_STORE: "minio",
      MINIO_ENDPOINT: minio.endpoint,
      MINIO_ACCESS_KEY: minio.accessKey,
      MINIO_SECRET_KEY: minio.secretKey,
      OSCAR_WEBHOOK_TOKEN: TOKEN,
    };
    const console = stack.use(await startConsole(environment, cost));
    const owned = stack.move();
    return {
      victims: [console, minioVictim(minio, cost)],
      client: () => console.client(),
      versions: (bucket) => versionsIn(minio, bucket),
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  },
};
