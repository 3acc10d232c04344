import { once } from "node:events";
import {
  makeVersionedBucket,
  versionsIn,
} from "@oscar/object-store/testing/versions.ts";
import {
  otherProgram,
  uploadsOf,
} from "@oscar/object-store/testing/other-program.ts";
import { describe, expect, it, vi } from "vitest";
import {
  hasPods,
  NEEDS_PODS,
} from "../../adapters/kubernetes-runner/kubernetes-world.fixture.ts";
import { waitForJobs } from "../chained-functions.ts";
import {
  CRASHING_MAIN,
  startServerProcess,
  TEST_PASSWORD,
} from "../server-process.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { openClusterSetting } from "./cluster-setting.ts";

/** On a busy machine a pod takes a minute to start. */
const LIMIT_MS = 150_000;
const WAIT = { timeout: LIMIT_MS, interval: 200 };
const SCRIPT = `cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/a"; cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/b"`;

/** Where the ledger knows less than the cluster and MinIO do. */
const STEPS = [
  // Whose Job is not there has run nothing: that is the second attempt's.
  ["the Job is to be made", "ledger.transitions.setRef:after:1", 2],
  ["the Job runs already", "ledger.transitions.setRunning:before:1", 1],
  ["an output is uploaded", "ledger.uploads.finish:before:2", 1],
  ["all is uploaded and reported", "ledger.publishing.begin:before:1", 1],
] as const;

describe.skipIf(!hasPods)(
  `a console whose jobs are pods ${NEEDS_PODS}`,
  { timeout: 300_000, concurrent: true },
  () => {
    it.each(STEPS)(
      "that dies when %s runs nothing again, and loses and doubles nothing",
      async (_, step, attempt) => {
        await using folder = await temporaryFolder();
        await using setting = await openClusterSetting();
        const { minio, cluster } = setting;
        await makeVersionedBucket(minio, "f-out");
        const wishes = {
          dataDir: folder.path,
          environment: {
            ...setting.environment,
            // Without it a server refuses to listen where others reach it.
            OSCAR_ADMIN_PASSWORD: TEST_PASSWORD,
          },
        };
        {
          await using first = await startServerProcess({
            ...wishes,
            main: CRASHING_MAIN,
            environment: { ...wishes.environment, CRASH_AT: step },
          });
          const signal = AbortSignal.timeout(LIMIT_MS);
          const exited = once(first.child, "exit", { signal });
          const body = { name: "f", image: "busybox", script: SCRIPT };
          await first.client.createFunction({ body });
          await first.client.putObject({
            params: { bucket: "f-in" },
            query: { key: "key" },
            body: "x",
          });
          await exited;
          expect(first.child.signalCode).toBe("SIGKILL");
        }
        await using next = await startServerProcess(wishes);
        await waitForJobs(next.client, 1, LIMIT_MS);
        const { jobs } = await next.client.listJobs({ query: {} });
        expect(jobs).toMatchObject([{ attempt }]);
        expect(await versionsIn(minio, "f-out")).toEqual({
          a: ["x"],
          b: ["x"],
        });
        const client = otherProgram(minio);
        await vi.waitFor(async () => {
          for (const key of ["a", "b"])
            expect(await uploadsOf(client, "f-out", key)).toEqual([]);
          expect(await cluster.objects.listNames("jobs", {})).toEqual([]);
        }, WAIT);
      },
    );
  },
);
