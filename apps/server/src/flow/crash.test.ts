import { once } from "node:events";
import { cp, readdir } from "node:fs/promises";
import path from "node:path";
import { isAppError } from "@oscar/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  CHAIN,
  chainResults,
  readBucket,
  waitForJobs,
} from "../testing/chained-functions.ts";
import {
  CRASHING_MAIN,
  type ServerProcess,
  startServerProcess,
} from "../testing/server-process.ts";
import {
  type TemporaryFolder,
  temporaryFolder,
} from "../testing/temporary-folder.ts";

const CRASH_LIMIT_MS = 60_000;
const CONTENT = "what was uploaded\n";

/** Every step of the data's way, and the moment before and after it. */
const STEPS = [
  "store.write:before:1",
  "store.write:after:1",
  "ledger.jobs.queue:before:1",
  "ledger.jobs.queue:after:1",
  "ledger.transitions.beginAttempt:after:1",
  "store.download:after:1",
  "ledger.transitions.setRef:before:1",
  "ledger.transitions.setRef:after:1",
  "ledger.transitions.setRunning:before:1",
  "ledger.transitions.setRunning:after:1",
  "store.stageFile:before:1",
  "store.stageFile:after:2",
  "ledger.publishing.begin:before:1",
  "ledger.publishing.begin:after:1",
  "store.publish:before:1",
  "store.publish:after:1",
  "store.publish:after:2",
  "ledger.objects.remember:after:2",
  "ledger.jobs.queue:before:2",
  "ledger.jobs.queue:after:2",
  "ledger.publishing.finish:before:1",
  "ledger.publishing.finish:after:1",
  "ledger.publishing.begin:after:2",
  "store.publish:after:4",
];

async function saveChain(dataDir: string): Promise<void> {
  await using server = await startServerProcess({ dataDir });
  for (const body of CHAIN) await server.client.createFunction({ body });
}

/** True once the server has acknowledged the upload. */
async function upload(server: ServerProcess): Promise<boolean> {
  try {
    await server.client.putObject({
      params: { bucket: "first-in" },
      query: { key: "a.txt" },
      body: CONTENT,
    });
    return true;
  } catch (error) {
    if (isAppError(error, "unavailable")) return false;
    throw error;
  }
}

async function crash(dataDir: string, step: string): Promise<boolean> {
  await using server = await startServerProcess({
    dataDir,
    main: CRASHING_MAIN,
    environment: { CRASH_AT: step },
  });
  const { child } = server;
  const signal = AbortSignal.timeout(CRASH_LIMIT_MS);
  const exited = once(child, "exit", { signal });
  const isAcknowledged = await upload(server);
  await exited;
  expect(child.signalCode, "killed itself at its step").toBe("SIGKILL");
  return isAcknowledged;
}

/** A data folder with the two functions saved, of which each test takes a copy. */
let saved: TemporaryFolder;
beforeAll(async () => {
  saved = await temporaryFolder();
  await saveChain(saved.path);
});
afterAll(() => saved[Symbol.asyncDispose]());

describe.concurrent.each(STEPS)("a server that dies at %s", (step) => {
  test("loses nothing and doubles nothing", { timeout: 180_000 }, async () => {
    await using folder = await temporaryFolder();
    await cp(saved.path, folder.path, { recursive: true });
    const isAcknowledged = await crash(folder.path, step);

    await using next = await startServerProcess({ dataDir: folder.path });
    if (!isAcknowledged) expect(await upload(next)).toBe(true);
    await waitForJobs(next.client, 4);

    expect(await readBucket(folder.path, "second-out")).toEqual(
      chainResults("a", CONTENT),
    );
    const { jobs } = await next.client.listJobs({ query: {} });
    expect(jobs.map((job) => job.state)).not.toContain("failed");
    expect(await readdir(path.join(folder.path, "scratch"))).toEqual([]);
    expect(await readdir(path.join(folder.path, "staging"))).toEqual(["clock"]);
  });
});
