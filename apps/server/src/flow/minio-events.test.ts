import { describeOnMinio } from "@oscar/object-store/testing/describe-on-minio.ts";
import type { MinioServer } from "@oscar/object-store/testing/minio-server.ts";
import { otherProgram } from "@oscar/object-store/testing/other-program.ts";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  consoleVariables,
  untilNextSecond,
  WEBHOOK_TOKEN,
  webhookVariables,
} from "../testing/console-on-minio.ts";
import {
  COPY,
  startConsole,
  type TestConsole,
} from "../testing/start-console.ts";
import {
  type TemporaryFolder,
  temporaryFolder,
} from "../testing/temporary-folder.ts";
import {
  postEvent,
  type SentEvent,
  startWebhookRelay,
  type WebhookRelay,
} from "../testing/webhook-relay.ts";

/** Far below the time after which the reconciler would come by. */
const SOON = { timeout: 20_000, interval: 20 };
const KEYS = ["a b+c/é%2F.txt", "007", "1.10", "true", "😀/x.txt"];

let relay: WebhookRelay;
let folder: TemporaryFolder;
let console: TestConsole;

/** Waits until nothing is under way, then tells the keys of the function's jobs. */
async function succeededKeys(name: string, count: number): Promise<string[]> {
  return vi.waitFor(async () => {
    const jobs = await console.jobs(name);
    expect(jobs.map(({ state }) => state)).toEqual(
      Array(count).fill("succeeded"),
    );
    return jobs.map(({ input }) => input.key).toSorted();
  }, SOON);
}

/** A function whose input tells of what arrives; what is there already was looked at. */
async function watched(name: string, server: MinioServer): Promise<void> {
  await console.save({ name, script: COPY });
  const client = otherProgram(server);
  await vi.waitFor(async () => {
    const rules = await client.getBucketNotification(`${name}-in`);
    expect(JSON.stringify(rules)).toMatch(/"oscar-[0-9a-f]{16}"/);
  }, SOON);
  await console.client.reconcileBucket({ params: { bucket: `${name}-in` } });
}

function holding(): SentEvent[] {
  const held: SentEvent[] = [];
  relay.onEvent = async (event) => {
    held.push(event);
    return 200;
  };
  return held;
}

const reconcile = (name: string) =>
  console.client.reconcileBucket({ params: { bucket: `${name}-in` } });

beforeAll(async () => {
  relay = await startWebhookRelay();
  folder = await temporaryFolder();
});
afterAll(async () => {
  await relay[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

describeOnMinio(
  "objects that other programs put into MinIO",
  (server) => {
    const put = (name: string, key: string, content = `content of ${key}`) =>
      otherProgram(server()).putObject(`${name}-in`, key, content);

    beforeAll(async () => {
      const environment = consoleVariables(server());
      console = await startConsole({ environment });
      relay.console = console.url;
    });
    afterAll(() => console[Symbol.asyncDispose]());

    test("start their jobs at once, whatever their keys", async () => {
      relay.pass();
      await watched("prompt", server());
      for (const key of KEYS) await put("prompt", key);
      expect(await succeededKeys("prompt", KEYS.length)).toEqual(
        KEYS.toSorted(),
      );
      expect(await console.text("prompt-out", "007")).toBe("content of 007");
      expect((await console.client.getStatus()).problems).toEqual([]);
    });

    test("are all found by the reconciler alone where every event is lost", async () => {
      const lost = holding();
      await watched("lost", server());
      for (const key of KEYS) await put("lost", key);
      await vi.waitFor(() => expect(lost.length).toBe(KEYS.length), SOON);
      expect(await console.jobs("lost")).toEqual([]);
      expect(await reconcile("lost")).toMatchObject({ queued: KEYS.length });
      expect(await succeededKeys("lost", KEYS.length)).toEqual(KEYS.toSorted());
    });

    test("are run once where their events come late, doubled and in another order", async () => {
      const held = holding();
      await watched("late", server());
      for (const version of ["old", "new"])
        for (const key of KEYS) await put("late", key, version);
      await otherProgram(server()).removeObject("late-in", "true");
      await vi.waitFor(
        () => expect(held.length).toBe(2 * KEYS.length + 1),
        SOON,
      );
      const left = KEYS.filter((key) => key !== "true").toSorted();
      const events = held.toReversed();
      const statuses = await Promise.all(
        [...events, ...events].map((event) => event.forward()),
      );
      expect(new Set(statuses)).toEqual(new Set([204]));
      expect(await succeededKeys("late", left.length)).toEqual(left);
      expect(await console.text("late-out", "007")).toBe("new");
      // Long after everything is done they come once more.
      for (const event of held) expect(await event.forward()).toBe(204);
      expect(await reconcile("late")).toMatchObject({ queued: 0 });
      expect(await succeededKeys("late", left.length)).toEqual(left);
    });

    test("that are told of falsely start nothing", async () => {
      relay.pass();
      const client = otherProgram(server());
      await client.makeBucket("forged-in");
      await put("forged", "before the function");
      await untilNextSecond(server());
      await watched("forged", server());
      const forged = (bucket: string, key: string) =>
        postEvent(console.url, {
          authorization: `Bearer ${WEBHOOK_TOKEN}`,
          body: JSON.stringify({
            Records: [
              {
                eventName: "s3:ObjectCreated:Put",
                eventTime: "2099-01-01T00:00:00.000Z",
                s3: {
                  bucket: { name: bucket },
                  object: { key, eTag: "forged", size: 1e9 },
                },
              },
            ],
          }),
        });
      for (const [bucket, key] of [
        ["forged-in", "before the function"],
        ["forged-in", "never+there"],
        ["forged-in", "../../etc/passwd"],
        ["forged-out", "key"],
        ["no-such-bucket", "key"],
      ] as const)
        expect(await forged(bucket, key), key).toBe(204);
      expect(await console.jobs("forged")).toEqual([]);
      await put("forged", "real", "12345");
      const [job] = await console.expectStates("forged", ["succeeded"]);
      expect(job?.input).toMatchObject({ key: "real", size: 5 });
      expect(job?.input.etag).not.toBe("forged");
    });

    test("wait at MinIO while the console is away", async () => {
      relay.pass();
      await watched("queued", server());
      relay.console = undefined;
      const refused = Promise.withResolvers<void>();
      relay.onEvent = async (event) => {
        const status = await event.forward();
        refused.resolve();
        return status;
      };
      await put("queued", "007");
      await refused.promise;
      expect(await console.jobs("queued")).toEqual([]);
      relay.console = console.url;
      expect(await succeededKeys("queued", 1)).toEqual(["007"]);
    });
  },
  async () => ({ environment: webhookVariables(relay.url, folder.path) }),
);
