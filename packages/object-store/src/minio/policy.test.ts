import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { BUCKET, keysOf, put, textOf } from "../contract/under-test.ts";
import type { ObjectStore } from "../object-store.ts";
import { describeOnMinio } from "../testing/describe-on-minio.ts";
import { temporaryCredentials } from "../testing/temporary-credentials.ts";
import {
  NO_EVENTS,
  openTemporaryMinioStore,
} from "../testing/temporary-minio-store.ts";
import { waitUntil } from "../testing/wait-until.ts";

const DOCUMENT = join(import.meta.dirname, "../../../../docs/minio.md");
const TARGET = {
  MINIO_NOTIFY_WEBHOOK_ENABLE_OSCAR: "on",
  MINIO_NOTIFY_WEBHOOK_ENDPOINT_OSCAR: "http://127.0.0.1:9/events",
};

const DENIED = /does not let this access key .*docs\/minio\.md/;

interface Policy {
  Statement: { Effect: string; Action: string[]; Resource: string[] }[];
}

/** The one that the documentation tells operators to give. */
async function documentedPolicy(): Promise<Policy> {
  const text = await readFile(DOCUMENT, "utf8");
  const [, json = ""] = /```json\n(.*?)```/s.exec(text) ?? [];
  return JSON.parse(json) as Policy;
}

/** Everything that a store is asked for. */
async function doAll(store: ObjectStore): Promise<void> {
  await store.createBucket(BUCKET);
  await put(store, "small");
  const large = Readable.from([Buffer.alloc(20 * 2 ** 20)]);
  await store.write(BUCKET, "large", large);
  expect(await keysOf(store)).toEqual(["large", "small"]);
  expect(await textOf(store, "small")).toBe("content of small");
  expect(await store.stat(BUCKET, "missing")).toBeUndefined();
  const folder = await mkdtemp(join(tmpdir(), "policy-"));
  for (const key of ["published", "discarded"]) {
    await writeFile(join(folder, key), key);
    const staged = await store.stageFile(
      { bucket: BUCKET, key },
      join(folder, key),
    );
    if (key === "published") await store.publish(staged);
    else await store.discard(staged);
  }
  await rm(folder, { recursive: true });
  const controller = new AbortController();
  let isHinted = false;
  const watching = store.watch(
    () => ({ inputs: [BUCKET], viewed: [] }),
    async () => {
      isHinted = true;
    },
    { signal: controller.signal },
  );
  await waitUntil("the rule, or what keeps it away", async () => {
    const [problem] = await store.problems();
    if (problem) throw new Error(problem.message);
    return isHinted;
  }).finally(() => controller.abort());
  await watching;
  for (const key of await keysOf(store)) await store.delete(BUCKET, key);
  await store.deleteBucket(BUCKET);
  expect(await store.listBuckets()).toEqual([]);
}

describeOnMinio(
  "the policy of docs/minio.md",
  (server) => {
    test("is enough for all that the console does, and each right of it is needed", async () => {
      const policy = await documentedPolicy();
      const attempt = async (actions: string[]) => {
        const Statement = policy.Statement.map((each) => ({
          ...each,
          Action: actions,
        }));
        const rights = await temporaryCredentials(server(), { Statement });
        await using _cleaner = await openTemporaryMinioStore(server());
        const opened = await openTemporaryMinioStore(server(), {
          ...rights,
          events: { ...NO_EVENTS, target: "OSCAR" },
        });
        await doAll(opened.store).finally(() =>
          opened.store[Symbol.asyncDispose](),
        );
      };
      const actions = policy.Statement.flatMap(({ Action }) => Action);
      await attempt(actions);
      for (const action of actions) {
        const others = actions.filter((each) => each !== action);
        await expect(attempt(others), action).rejects.toThrow(DENIED);
      }
    }, 120_000);
  },
  { environment: TARGET },
);
