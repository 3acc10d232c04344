import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "@oscar/contracts";
import {
  type ServerProcess,
  startServerProcess,
} from "../../apps/server/src/testing/server-process.ts";
import type { Victim } from "./world.ts";

/** A server of the product that can be killed, always on the same folder. */
export interface ConsoleVictim extends Victim, AsyncDisposable {
  dataDir: string;
  /** Of the server that runs, or of the next one. */
  client(): Promise<Client>;
}

/** Starts the product in a folder of its own; `mostEnded` is of its jobs, when it is killed. */
export async function startConsole(
  environment: Record<string, string>,
  { mostEnded }: { mostEnded: number },
): Promise<ConsoleVictim> {
  const dataDir = await mkdtemp(join(tmpdir(), "oscar-chaos-"));
  let running = Promise.withResolvers<ServerProcess>();
  async function start(): Promise<void> {
    running.resolve(startServerProcess({ dataDir, environment }));
    await running.promise;
  }
  async function kill(): Promise<void> {
    const { promise } = running;
    // Whoever asks from now on waits for the next one.
    running = Promise.withResolvers();
    await (await promise).kill();
  }
  await start();
  return {
    name: "the console",
    mostEnded,
    dataDir,
    client: async () => (await running.promise).client,
    start,
    kill,
    async [Symbol.asyncDispose]() {
      // One that did not start has said so already.
      await kill().catch(() => undefined);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
