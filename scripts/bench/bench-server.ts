import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "@oscar/contracts";
import { startServer, type TestServer } from "../../e2e/server.ts";
import { clientOf } from "../world/client-of.ts";

const LOOK_EVERY_MS = 50;

export type BenchServer = TestServer & { client: Client };

/** The product as it is, but for the log, which nobody would read. */
export async function startBenchServer(): Promise<BenchServer> {
  const server = await startServer({ OSCAR_LOG_LEVEL: "warn" });
  const client = clientOf(server);
  // The first call hashes a password, the others do not.
  await client.getSession();
  return Object.assign(server, { client });
}

/**
 * Waits until so many jobs of a function have succeeded.
 * @throws Error where one has not
 */
export async function untilSucceeded(
  client: Client,
  name: string,
  count: number,
  { lookEveryMs = LOOK_EVERY_MS } = {},
): Promise<void> {
  for (;;) {
    const { counts } = await client.getFunction({ params: { name } });
    if (counts.failed + counts.cancelled > 0)
      throw new Error(`A job of ${name} has failed`);
    if (counts.succeeded >= count) return;
    await delay(lookEveryMs);
  }
}
