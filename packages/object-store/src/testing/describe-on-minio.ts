import { afterAll, beforeAll, describe } from "vitest";
import {
  type MinioServer,
  type MinioWishes,
  startMinio,
  whyNoMinio,
} from "./minio-server.ts";

/**
 * Tests on a real MinIO of their own; where there is none they are skipped, and the name of
 * the suite says why.
 */
export function describeOnMinio(
  name: string,
  tests: (server: () => MinioServer) => void,
  wishes: MinioWishes | (() => Promise<MinioWishes>) = {},
): void {
  const missing = whyNoMinio();
  const title = missing ? `${name} (${missing})` : name;
  if (missing) process.stderr.write(`SKIPPED: ${title}\n`);
  describe.skipIf(missing)(title, () => {
    let server: MinioServer | undefined;
    beforeAll(async () => {
      server = await startMinio(
        typeof wishes === "function" ? await wishes() : wishes,
      );
    });
    afterAll(() => server?.[Symbol.asyncDispose]());
    tests(() => {
      if (!server) throw new Error("MinIO has not started");
      return server;
    });
  });
}
