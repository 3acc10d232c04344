import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { BUCKET, put } from "../contract/under-test.ts";
import type { Hint, WatchedBuckets } from "../object-store.ts";
import { describeOnMinio } from "../testing/describe-on-minio.ts";
import type { MinioServer } from "../testing/minio-server.ts";
import { temporaryCredentials } from "../testing/temporary-credentials.ts";
import {
  NO_EVENTS,
  openTemporaryMinioStore,
} from "../testing/temporary-minio-store.ts";
import { waitUntil } from "../testing/wait-until.ts";
import { Connection } from "./connection.ts";
import type { MinioStoreOptions } from "./minio-store.ts";

const EVENTS = { ...NO_EVENTS, target: "OSCAR" };
/** Nobody listens there: only that MinIO knows the target matters here. */
const TARGET = {
  MINIO_NOTIFY_WEBHOOK_ENABLE_OSCAR: "on",
  MINIO_NOTIFY_WEBHOOK_ENDPOINT_OSCAR: "http://127.0.0.1:9/events",
};
const OTHERS = `<QueueConfiguration><Id>of-others</Id><Filter><S3Key><FilterRule><Name>prefix</Name><Value>007</Value></FilterRule></S3Key></Filter><Event>s3:ObjectCreated:*</Event><Queue>arn:minio:sqs::OSCAR:webhook</Queue></QueueConfiguration>`;

async function openWorld(
  server: MinioServer,
  others: Partial<MinioStoreOptions> = {},
) {
  const opened = await openTemporaryMinioStore(server, {
    events: EVENTS,
    ...others,
  });
  const connection = new Connection(server);
  const query = { notification: "" };
  return {
    ...opened,
    rules: async (bucket = BUCKET) =>
      (await connection.text({ method: "GET", bucket, query })).text,
    putRules: async (body: string, bucket = BUCKET) =>
      connection.text({ method: "PUT", bucket, query, body }),
    async [Symbol.asyncDispose]() {
      await connection[Symbol.asyncDispose]();
      await opened[Symbol.asyncDispose]();
    },
  };
}

type World = Awaited<ReturnType<typeof openWorld>>;

function startWatching({ store }: Pick<World, "store">, inputs = [BUCKET]) {
  const controller = new AbortController();
  const hints: Hint[] = [];
  const watched: WatchedBuckets = { inputs, viewed: [] };
  const ended = store.watch(
    () => watched,
    async (hint) => void hints.push(hint),
    { signal: controller.signal },
  );
  return {
    hints,
    watched,
    async [Symbol.asyncDispose]() {
      controller.abort();
      await ended;
    },
  };
}

function untilRuled({ rules }: World, is: boolean, bucket = BUCKET) {
  return waitUntil(
    `our rule in ${bucket}: ${is}`,
    async () => is === (await rules(bucket)).includes("<Id>oscar-test</Id>"),
  );
}

describeOnMinio(
  "MinIO is asked to tell of new objects",
  (server) => {
    test("in every input, and what is there when that begins is hinted", async () => {
      await using world = await openWorld(server());
      await world.store.createBucket(BUCKET);
      await using watching = startWatching(world, []);
      await world.store.createBucket("second");
      watching.watched.inputs = [BUCKET, "missing", "second"];
      await untilRuled(world, true);
      await untilRuled(world, true, "second");
      await waitUntil("both hints", async () => watching.hints.length === 2);
      expect(watching.hints).toEqual([
        { bucket: BUCKET },
        { bucket: "second" },
      ]);
      expect(await world.store.problems()).toEqual([]);
    });

    test("rules of others stay, byte for byte, when ours comes and goes", async () => {
      await using world = await openWorld(server());
      await world.store.createBucket(BUCKET);
      await world.putRules(
        `<NotificationConfiguration>${OTHERS}</NotificationConfiguration>`,
      );
      const before = await world.rules();
      expect(before).toContain("<Value>007</Value>");
      await using watching = startWatching(world);
      await untilRuled(world, true);
      const [theirs = ""] = before.match(/<QueueConfiguration>.*</) ?? [];
      expect(await world.rules()).toContain(theirs.slice(0, -1));
      watching.watched.inputs = [];
      await untilRuled(world, false);
      expect(await world.rules()).toBe(before);
    });

    test("what an earlier process left where nothing is watched is taken away", async () => {
      await using world = await openWorld(server());
      await world.store.createBucket(BUCKET);
      {
        await using _first = startWatching(world);
        await untilRuled(world, true);
      }
      await using next = await openTemporaryMinioStore(server(), {
        events: EVENTS,
      });
      await using _watching = startWatching(next, []);
      await untilRuled(world, false);
    });

    test("a console that takes no events any more takes its rules back, and says what to set", async () => {
      await using world = await openWorld(server());
      await world.store.createBucket(BUCKET);
      {
        await using _first = startWatching(world);
        await untilRuled(world, true);
      }
      await using next = await openTemporaryMinioStore(server());
      await using _watching = startWatching(next);
      await untilRuled(world, false);
      expect(await next.store.problems()).toMatchObject([
        {
          code: "webhook_missing",
          help: expect.stringMatching(/OSCAR_WEBHOOK_TOKEN/),
          settings: expect.arrayContaining([
            "MINIO_NOTIFY_WEBHOOK_ENABLE_OSCAR=on",
          ]),
        },
      ]);
    });

    test("a bucket that tells of nothing is hinted again and again while it is viewed", async () => {
      await using world = await openWorld(server());
      await world.store.createBucket(BUCKET);
      await put(world.store, "key");
      await using watching = startWatching(world, []);
      watching.watched.viewed = [BUCKET];
      await waitUntil("a hint", async () => watching.hints.length > 0);
      expect(watching.hints).toEqual([{ bucket: BUCKET }]);
      expect(await world.rules()).not.toContain("QueueConfiguration");
    });

    test("events that do not come are told once an object of ours should have brought one", async () => {
      await using world = await openWorld(server(), {
        events: { ...EVENTS, silenceMs: 0 },
      });
      const { store } = world;
      await store.createBucket(BUCKET);
      await store.createBucket("second");
      await using watching = startWatching(world);
      await waitUntil("the rule", async () => watching.hints[0]);
      const body = Readable.from([Buffer.from("x")], { objectMode: false });
      await store.write("second", "key", body);
      expect(await store.problems()).toEqual([]);
      await put(store, "key");
      expect(await store.problems()).toMatchObject([
        {
          code: "webhook_silent",
          settings: [
            "MINIO_NOTIFY_WEBHOOK_ENDPOINT_OSCAR=http://127.0.0.1:8080/events",
            expect.stringMatching(/AUTH_TOKEN/),
          ],
        },
      ]);
      store.noteEvent();
      expect(await store.problems()).toEqual([]);
    });

    test("a bucket that we may not change is told of, and the others have their rule", async () => {
      const rights = await temporaryCredentials(server(), {
        Statement: [
          {
            Effect: "Allow",
            Action: ["s3:*"],
            Resource: ["arn:aws:s3:::*"],
          },
          {
            Effect: "Deny",
            Action: ["s3:PutBucketNotification", "s3:GetBucketNotification"],
            Resource: [`arn:aws:s3:::${BUCKET}`],
          },
        ],
      });
      await using world = await openWorld(server(), rights);
      await world.store.createBucket(BUCKET);
      await world.store.createBucket("second");
      await using _watching = startWatching(world, [BUCKET, "second"]);
      await untilRuled(world, true, "second");
      await waitUntil("the problem", async () => {
        const [problem] = await world.store.problems();
        return problem?.message.includes("docs/minio.md");
      });
    });
  },
  { environment: TARGET },
);

describeOnMinio("a MinIO that has no such target", (server) => {
  const words = /no webhook named OSCAR/;

  async function untilTold({ store }: Pick<World, "store">): Promise<void> {
    await waitUntil("the missing target is told", async () => {
      const [problem] = await store.problems();
      return problem && words.test(problem.message);
    });
  }

  test("is told before there is a bucket to try it on", async () => {
    await using world = await openWorld(server());
    await using _watching = startWatching(world, []);
    await untilTold(world);
    expect(await world.store.problems()).toMatchObject([
      {
        code: "webhook_missing",
        settings: [
          "MINIO_NOTIFY_WEBHOOK_ENABLE_OSCAR=on",
          "MINIO_NOTIFY_WEBHOOK_ENDPOINT_OSCAR=http://127.0.0.1:8080/events",
          expect.stringMatching(/^MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_OSCAR=/),
          expect.stringMatching(/^MINIO_NOTIFY_WEBHOOK_QUEUE_DIR_OSCAR=/),
          "MINIO_API_SYNC_EVENTS=on",
        ],
      },
    ]);
  });

  test("is told without the right to ask, and what is there already stays until it is mended", async () => {
    const rights = await temporaryCredentials(server(), {
      Statement: [
        { Effect: "Allow", Action: ["s3:*"], Resource: ["arn:aws:s3:::*"] },
      ],
    });
    await using world = await openWorld(server(), rights);
    await world.store.createBucket(BUCKET);
    await using watching = startWatching(world);
    await untilTold(world);
    expect(watching.hints).toEqual([]);
    // The same token does not outlive the restart that sets the target.
    await using next = await openTemporaryMinioStore(server(), {
      events: EVENTS,
    });
    await using _again = startWatching(next);
    await untilTold(next);
    await server().start(TARGET);
    await untilRuled(world, true);
    await waitUntil(
      "no problem any more",
      async () => (await next.store.problems()).length === 0,
    );
  }, 40_000);
});
