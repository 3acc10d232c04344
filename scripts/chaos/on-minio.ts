import { cpus } from "node:os";
import { whyNoMinio } from "@oscar/object-store/testing/minio-server.ts";
import {
  makeVersionedBucket,
  versionsIn,
} from "@oscar/object-store/testing/versions.ts";
import { startMinioForConsole } from "../../apps/server/src/testing/console-on-minio.ts";
import { startConsole } from "./console-victim.ts";
import { minioVictim } from "./minio-victim.ts";
import type { ChaosSetting } from "./world.ts";

/** Objects are in a MinIO that tells of them, jobs are processes of this machine. */
export const ON_MINIO: ChaosSetting = {
  name: "minio",
  whyNot: whyNoMinio,
  async open(buckets) {
    await using stack = new AsyncDisposableStack();
    const { minio, environment } = stack.use(
      await startMinioForConsole("may be lost"),
    );
    for (const bucket of buckets) await makeVersionedBucket(minio, bucket);
    // One job a core: all of them may be under way when either is killed.
    const cost = { mostEnded: cpus().length };
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
