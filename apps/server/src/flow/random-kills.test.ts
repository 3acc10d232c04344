import { createHash, randomBytes } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
// oxlint-disable-next-line no-restricted-imports -- the moment of a kill is random; nothing is waited for
import { setTimeout as delay } from "node:timers/promises";
import { isAppError } from "@oscar/contracts";
import { expect, test } from "vitest";
import { readBucket, waitForJobs } from "../testing/chained-functions.ts";
import {
  type ServerProcess,
  startServerProcess,
} from "../testing/server-process.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const OBJECTS = 200;
const KILLS = 50;
const UPLOADS_AT_ONCE = 4;
/** Long enough that a kill can hit it in the middle. */
const PADDING = "x".repeat(300_000);

const SCRIPT = `name=$(basename "$INPUT_FILE_PATH")
{ sha256sum < "$INPUT_FILE_PATH" | cut -c 1-64; printf '%300000s' '' | tr ' ' x; } > "$TMP_OUTPUT_DIR/$name"`;

function expected(content: Buffer): string {
  const hash = createHash("sha256").update(content).digest("hex");
  return `${hash}\n${PADDING}`;
}

/** Puts one object, as often as it takes until a server has acknowledged it. */
async function uploadUntilAcknowledged(
  current: () => Promise<ServerProcess>,
  key: string,
  body: Buffer<ArrayBuffer>,
): Promise<void> {
  for (;;) {
    const { client } = await current();
    try {
      await client.putObject({
        params: { bucket: "hash-in" },
        query: { key },
        body,
      });
      return;
    } catch (error) {
      if (!isAppError(error, "unavailable")) throw error;
    }
  }
}

/** What is visible must be whole, at every moment. */
async function expectOnlyWholeResults(dataDir: string): Promise<void> {
  const folder = path.join(dataDir, "buckets/hash-out");
  for (const name of await readdir(folder)) {
    const { size } = await stat(path.join(folder, name));
    expect(size, name).toBe(65 + PADDING.length);
  }
}

test(
  `${KILLS} kills at random moments lose none of ${OBJECTS} objects`,
  { timeout: 300_000 },
  async () => {
    await using folder = await temporaryFolder();
    const dataDir = folder.path;
    const start = () =>
      startServerProcess({ dataDir, environment: { OSCAR_MAX_JOBS: "2" } });
    let server = start();
    await (
      await server
    ).client.createFunction({
      body: { name: "hash", image: "none", script: SCRIPT },
    });

    const contents = new Map(
      Array.from({ length: OBJECTS }, (_, index) => [
        `object-${index}`,
        randomBytes(1000 + index),
      ]),
    );
    const waiting = [...contents];
    const uploading = Promise.all(
      Array.from({ length: UPLOADS_AT_ONCE }, async () => {
        for (let next = waiting.pop(); next; next = waiting.pop())
          await uploadUntilAcknowledged(() => server, ...next);
      }),
    );
    for (let kills = 0; kills < KILLS; kills++) {
      const running = await server;
      await delay(Math.random() * 300);
      await running.kill();
      await expectOnlyWholeResults(dataDir);
      server = start();
    }
    await uploading;

    await using last = await server;
    await waitForJobs(last.client, OBJECTS, 120_000);
    const results = await readBucket(dataDir, "hash-out");
    expect(Object.keys(results)).toHaveLength(OBJECTS);
    for (const [key, content] of contents)
      expect(results[key] === expected(content), key).toBe(true);
  },
);
