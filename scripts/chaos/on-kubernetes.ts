import {
  makeVersionedBucket,
  versionsIn,
} from "@oscar/object-store/testing/versions.ts";
import { openClusterSetting } from "../../apps/server/src/testing/cluster/cluster-setting.ts";
import { TEST_PASSWORD } from "../../apps/server/src/testing/server-process.ts";
import { whyNoPods } from "../../e2e/pod-places.ts";
import { makeConsoleImage, makeExampleImages } from "../cluster/make-images.ts";
import { startConsole } from "./console-victim.ts";
import {
  apiServerVictim,
  kubeletVictim,
  whyNoControlPlane,
} from "./control-plane.ts";
import { minioVictim } from "./minio-victim.ts";
import type { ChaosSetting } from "./world.ts";

/** Jobs are pods of a real cluster whose programs run on this machine, and may be killed too. */
export const ON_KUBERNETES: ChaosSetting = {
  name: "kubernetes",
  whyNot: () => whyNoPods() ?? whyNoControlPlane(),
  async open(buckets) {
    await makeConsoleImage();
    await makeExampleImages();
    await using stack = new AsyncDisposableStack();
    const setting = stack.use(await openClusterSetting());
    const { minio } = setting;
    for (const bucket of buckets) await makeVersionedBucket(minio, bucket);
    const cost = { mostEnded: 1 };
    const environment = {
      ...setting.environment,
      // Without it a server refuses to listen where others reach it.
      OSCAR_ADMIN_PASSWORD: TEST_PASSWORD,
    };
    const console = stack.use(await startConsole(environment, cost));
    const owned = stack.move();
    return {
      victims: [
        console,
        minioVictim(minio, cost),
        apiServerVictim(),
        kubeletVictim(),
      ],
      client: () => console.client(),
      versions: (bucket) => versionsIn(minio, bucket),
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  },
};
