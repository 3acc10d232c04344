import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BUCKET, put, textOf } from "../contract/under-test.ts";
import {
  type MinioServer,
  startMinio,
  whyNoMinio,
} from "../testing/minio-server.ts";
import {
  NO_EVENTS,
  openTemporaryMinioStore,
} from "../testing/temporary-minio-store.ts";
import { openMinioStore } from "./minio-store.ts";

const run = promisify(execFile);
const COMMANDS = [
  "req -x509 KEY -days 2 -subj /CN=authority -keyout ca.key -out ca.crt",
  "req KEY -subj /CN=minio -addext subjectAltName=IP:127.0.0.1 -keyout private.key -out request",
  "x509 -req -in request -days 2 -CA ca.crt -CAkey ca.key -copy_extensions copy -out public.crt",
];
const KEY = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";

/** An authority of our own, and a certificate by it for an address of this machine. */
async function makeCertificates(folder: string): Promise<void> {
  for (const command of COMMANDS) {
    const args = command.replace("KEY", KEY).split(" ");
    await run("openssl", args, { cwd: folder });
  }
}

const hasOpenssl = await run("openssl", ["version"]).then(
  () => true,
  () => false,
);
const missing = whyNoMinio() ?? (hasOpenssl ? undefined : "no openssl");

describe.skipIf(missing)(
  `MinIO by https${missing ? ` (${missing})` : ""}`,
  () => {
    let server: MinioServer;
    let certificates: string;
    let ca: string;

    beforeAll(async () => {
      certificates = await mkdtemp(join(tmpdir(), "certificates-"));
      await makeCertificates(certificates);
      ca = await readFile(join(certificates, "ca.crt"), "utf8");
      const args = ["--certs-dir", certificates];
      server = await startMinio({ scheme: "https", args });
    });
    afterAll(async () => {
      await server[Symbol.asyncDispose]();
      await rm(certificates, { recursive: true });
    });

    test("is trusted with the certificate of its authority", async () => {
      await using opened = await openTemporaryMinioStore(server, { ca });
      await opened.store.createBucket(BUCKET);
      await put(opened.store, "a/key", "over tls");
      expect(await textOf(opened.store, "a/key")).toBe("over tls");
      await opened.store.now();
    });

    test.each([
      ["without it", {}, /is not trusted .*MINIO_CA_FILE/],
      [
        "by another name",
        { host: "localhost" },
        /not valid for it .*MINIO_ENDPOINT/,
      ],
      ["in plain http", { protocol: "http:" }, /MINIO_ENDPOINT/],
    ])("is refused in words %s", async (_case, wrong, words) => {
      const { accessKey, secretKey } = server;
      const { port } = new URL(server.endpoint);
      const { protocol = "https:", host = "127.0.0.1" } = wrong as {
        protocol?: string;
        host?: string;
      };
      await using store = await openMinioStore({
        endpoint: `${protocol}//${host}:${port}`,
        accessKey,
        secretKey,
        journalPath: join(certificates, `journal-${_case}`),
        events: NO_EVENTS,
        ...(_case === "without it" ? {} : { ca }),
      });
      for (const ask of [
        () => store.listBuckets(),
        () => store.stat(BUCKET, "key"),
        () => store.now(),
      ])
        await expect(ask()).rejects.toMatchObject({
          code: "unavailable",
          message: expect.stringMatching(words),
        });
    });
  },
);
