import path from "node:path";
import { describeOnMinio } from "@oscar/object-store/testing/describe-on-minio.ts";
import { otherProgram } from "@oscar/object-store/testing/other-program.ts";
import { expect, test, vi } from "vitest";
import { waitForJobs } from "../testing/chained-functions.ts";
import {
  consoleVariables,
  untilNextSecond,
} from "../testing/console-on-minio.ts";
import { startServerProcess } from "../testing/server-process.ts";
import { COPY } from "../testing/start-console.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const MAIN = path.resolve(import.meta.dirname, "../testing/shifted-server.ts");
const WAIT = { timeout: 20_000, interval: 50 };

describeOnMinio("a console whose clock differs from MinIO's", (server) => {
  test.each([
    ["10 s ahead", "ahead", 10_000],
    ["10 s behind", "behind", -10_000],
  ])("by %s runs what comes and leaves what was there", async (_, name, ms) => {
    await using folder = await temporaryFolder();
    const client = otherProgram(server());
    await client.makeBucket(`${name}-in`);
    await client.putObject(`${name}-in`, "before", "x");
    await untilNextSecond(server());
    await using console = await startServerProcess({
      dataDir: folder.path,
      main: MAIN,
      environment: consoleVariables(server(), { SHIFT_CLOCK_MS: String(ms) }),
    });
    await console.client.createFunction({
      body: { name, image: "none", script: COPY },
    });
    await client.putObject(`${name}-in`, "after", "x");
    await console.client.reconcileBucket({ params: { bucket: `${name}-in` } });
    await waitForJobs(console.client, 1, WAIT.timeout);
    const { jobs } = await console.client.listJobs({ query: {} });
    expect(jobs.map(({ input }) => input.key)).toEqual(["after"]);
    const [first] = jobs;
    const createdMs = Date.parse(first?.createdAt ?? "");
    // It is in force: the console's own times are off.
    expect(Math.abs(createdMs - Date.now() - ms)).toBeLessThan(8000);
    await vi.waitFor(async () => {
      const request = { params: { name } };
      const { notWatched } = await console.client.getFunction(request);
      expect(notWatched).toBe(1);
    }, WAIT);
  });
});
