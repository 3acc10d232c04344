import { once } from "node:events";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { describeOnMinio } from "@oscar/object-store/testing/describe-on-minio.ts";
import {
  makeVersionedBucket,
  versionsIn,
} from "@oscar/object-store/testing/versions.ts";
import {
  otherProgram,
  uploadsOf,
} from "@oscar/object-store/testing/other-program.ts";
import { expect, test } from "vitest";
import {
  chainNamed,
  chainResults,
  waitForJobs,
} from "../testing/chained-functions.ts";
import { consoleVariables } from "../testing/console-on-minio.ts";
import {
  CRASHING_MAIN,
  startServerProcess,
} from "../testing/server-process.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const CRASH_LIMIT_MS = 60_000;
const CONTENT = "what was uploaded\n";
const FRAMES = ["a-1.txt", "a-2.txt", "a-3.txt"];

/** Where staged and published differ on MinIO; crash.test.ts tries all the steps. */
const STEPS = [
  ["staging", "store.stageFile:after:2"],
  ["staged", "ledger.publishing.begin:before:1"],
  ["begun", "ledger.publishing.begin:after:1"],
  ["partly", "store.publish:after:2"],
  ["published", "ledger.publishing.finish:before:1"],
] as const;

describeOnMinio("a console on MinIO that dies", (server) => {
  test.each(STEPS)(
    "when outputs are %s loses and doubles nothing, and leaves no upload",
    async (name, step) => {
      await using folder = await temporaryFolder();
      const client = otherProgram(server());
      const [frames, results] = [`${name}-second-in`, `${name}-second-out`];
      for (const bucket of [frames, results])
        await makeVersionedBucket(server(), bucket);
      {
        await using console = await startServerProcess({
          dataDir: folder.path,
          main: CRASHING_MAIN,
          environment: consoleVariables(server(), { CRASH_AT: step }),
        });
        const signal = AbortSignal.timeout(CRASH_LIMIT_MS);
        const exited = once(console.child, "exit", { signal });
        for (const body of chainNamed(name))
          await console.client.createFunction({ body });
        await console.client.putObject({
          params: { bucket: `${name}-first-in` },
          query: { key: "a.txt" },
          body: CONTENT,
        });
        await exited;
        expect(console.child.signalCode).toBe("SIGKILL");
      }
      await using next = await startServerProcess({
        dataDir: folder.path,
        environment: consoleVariables(server()),
      });
      await waitForJobs(next.client, 4);
      const expected = Object.entries(chainResults("a", CONTENT));
      expect(await versionsIn(server(), results)).toEqual(
        Object.fromEntries(expected.map(([key, text]) => [key, [text]])),
      );
      expect(Object.keys(await versionsIn(server(), frames))).toEqual(FRAMES);
      for (const bucket of [frames, results])
        for (const key of FRAMES)
          expect(await uploadsOf(client, bucket, key), key).toEqual([]);
      expect(await readdir(path.join(folder.path, "scratch"))).toEqual([]);
    },
    120_000,
  );
});
