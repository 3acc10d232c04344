import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { Readable } from "node:stream";
import { isAppError } from "@oscar/contracts";
import { expect, test } from "vitest";
import { BUCKET, expectRefusal, put } from "../contract/under-test.ts";
import type { ObjectStore } from "../object-store.ts";
import { describeOnMinio } from "../testing/describe-on-minio.ts";
import type { MinioServer } from "../testing/minio-server.ts";
import { temporaryCredentials } from "../testing/temporary-credentials.ts";
import { openTemporaryMinioStore } from "../testing/temporary-minio-store.ts";
import { Connection } from "./connection.ts";
import { openMinioStore, type MinioStoreOptions } from "./minio-store.ts";

/** What each way to ask a store says. */
async function sayings(store: ObjectStore): Promise<string[]> {
  const body = () => Readable.from([Buffer.from("x")], { objectMode: false });
  const asks: (() => Promise<unknown>)[] = [
    () => store.listBuckets(),
    () => store.list(BUCKET),
    () => store.stat(BUCKET, "key"),
    () => store.read(BUCKET, "key"),
    () => store.write(BUCKET, "key", body(), { sizeBytes: 1 }),
    () => store.write(BUCKET, "key", body()),
    () => store.delete(BUCKET, "key"),
  ];
  const outcomes = await Promise.allSettled(asks.map((ask) => ask()));
  return outcomes.map((outcome) => {
    if (outcome.status === "fulfilled") return "it worked";
    const { reason } = outcome;
    return isAppError(reason, "unavailable") ? reason.message : String(reason);
  });
}

/** Expects that every way to ask fails, with words that match. */
async function expectSayings(
  server: MinioServer,
  wrong: Partial<MinioStoreOptions>,
  words: RegExp,
): Promise<void> {
  await using right = await openTemporaryMinioStore(server);
  await right.store.createBucket(BUCKET);
  await put(right.store, "key");
  const journalPath = `${right.options.journalPath}-wrong`;
  const options = { ...right.options, journalPath, ...wrong };
  await using store = await openMinioStore(options);
  for (const said of await sayings(store)) expect(said).toMatch(words);
}

const REGION = { environment: { MINIO_REGION: "eu-test-7" } };

describeOnMinio("what is set wrong is said in words", (server) => {
  test("an access key that is not known", () =>
    expectSayings(server(), { accessKey: "nobody" }, /MINIO_ACCESS_KEY/));

  test("a wrong secret key", () =>
    expectSayings(server(), { secretKey: "wrong-secret" }, /MINIO_SECRET_KEY/));

  test("a port where nobody listens", () =>
    expectSayings(
      server(),
      { endpoint: "http://127.0.0.1:9" },
      /cannot be reached at http:\/\/127\.0\.0\.1:9 \(.*\)\. Start it, or correct MINIO_ENDPOINT/,
    ));

  test("a host that does not exist", () =>
    expectSayings(
      server(),
      { endpoint: "http://no-such-host.invalid:9000" },
      /host of MinIO .* is not known .*MINIO_ENDPOINT/,
    ));

  test("https where the server speaks http", () =>
    expectSayings(
      server(),
      { endpoint: server().endpoint.replace("http:", "https:") },
      /is it http or https there/,
    ));

  test("a key that may not do what is needed", async () => {
    const rights = await temporaryCredentials(server(), {
      Statement: [
        {
          Effect: "Allow",
          Action: ["s3:GetObject"],
          Resource: ["arn:aws:s3:::other/*"],
        },
      ],
    });
    const words = /does not let this access key .*docs\/minio\.md/;
    await expectSayings(server(), rights, words);
  });

  test.each([
    [404, /is not MinIO/],
    [200, /is not MinIO/],
    [502, /cannot answer just now \(502\)/],
  ])(
    "another server that answers %i to everything is not taken for MinIO",
    async (status, words) => {
      const other = createServer((_request, response) => {
        response.writeHead(status).end("<html>hello</html>");
      });
      other.listen(0, "127.0.0.1");
      await once(other, "listening");
      const { port } = other.address() as AddressInfo;
      const endpoint = `http://127.0.0.1:${port}`;
      try {
        await expectSayings(server(), { endpoint }, words);
      } finally {
        other.closeAllConnections();
        other.close();
      }
    },
  );
});

describeOnMinio(
  "a server in a region of its own",
  (server) => {
    test("another region is said, with the right one", async () => {
      await using opened = await openTemporaryMinioStore(server(), {
        region: "eu-test-7",
      });
      await opened.store.createBucket(BUCKET);
      const journalPath = `${opened.options.journalPath}-wrong`;
      const wrong = { ...opened.options, journalPath, region: "us-east-1" };
      await using store = await openMinioStore(wrong);
      // A list of the buckets is given to every region.
      const [, ...others] = await sayings(store);
      for (const said of others)
        expect(said).toMatch(/set MINIO_REGION to eu-test-7/);
    });

    test("with its region everything works", async () => {
      const region = "eu-test-7";
      await using opened = await openTemporaryMinioStore(server(), { region });
      await opened.store.createBucket(BUCKET);
      await put(opened.store, "key");
      expect(await opened.store.delete(BUCKET, "key")).toBe(true);
    });
  },
  REGION,
);

test("a connection that was closed while it was idle is replaced", async () => {
  const seen = new WeakSet<Socket>();
  const server = createServer(({ socket }, response) => {
    // As a proxy does whose patience has just ended.
    if (seen.has(socket)) return socket.destroy();
    seen.add(socket);
    response.setHeader("x-amz-request-id", "1").end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await using connection = new Connection({
    endpoint: `http://127.0.0.1:${port}`,
    accessKey: "key",
    secretKey: "secret",
  });
  for (let round = 0; round < 5; round++)
    await connection.text({ method: "GET", bucket: BUCKET });
  const body = Readable.from([Buffer.from("x")], { objectMode: false });
  const streamed = { method: "PUT", bucket: BUCKET, key: "key", body } as const;
  // What has passed cannot be sent again.
  await expectRefusal(connection.text(streamed), "unavailable");
  server.close();
});

describeOnMinio("a server that comes and goes", (server) => {
  test("is not waited for without end where it does not answer", async () => {
    await using opened = await openTemporaryMinioStore(server(), {
      answerLimitMs: 500,
    });
    const { store } = opened;
    await store.createBucket(BUCKET);
    server().child().kill("SIGSTOP");
    try {
      for (const said of await sayings(store))
        expect(said).toMatch(/cannot be reached/);
    } finally {
      server().child().kill("SIGCONT");
    }
  });

  // The last one: for a moment after its start a server makes buckets again that were deleted.
  test("is told to be away, and is used at once when it is back", async () => {
    await using opened = await openTemporaryMinioStore(server());
    const { store } = opened;
    await store.createBucket(BUCKET);
    await put(store, "key");
    await server().kill();
    for (const said of await sayings(store))
      expect(said).toMatch(/cannot be reached/);
    await server().start();
    expect(await sayings(store)).toEqual(Array(7).fill("it worked"));
    // Idle connections of before a restart are dead without our knowing.
    await put(store, "key");
    await server().start();
    expect(await store.stat(BUCKET, "key")).toBeDefined();
  });
});
