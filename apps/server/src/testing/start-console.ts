import {
  type Client,
  createClient,
  type FunctionDefinition,
  type Job,
  type JobState,
} from "@oscar/contracts";
import { expect, vi } from "vitest";
import { readConfig } from "../config.ts";
import { silentLog } from "../log.ts";
import { startServer, type StartedServer } from "../server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const PASSWORD = "correct horse battery";
const WAIT = { timeout: 60_000, interval: 30 };

/** The whole product in this process, on a free port, with a client that is logged in. */
export interface TestConsole extends AsyncDisposable {
  url: string;
  dataDir: string;
  client: Client;
  server: StartedServer;
  put(bucket: string, key: string, body: string): Promise<void>;
  save(
    definition: Partial<FunctionDefinition> & { name: string },
  ): Promise<void>;
  /** The text of an object, or undefined. */
  text(bucket: string, key: string): Promise<string | undefined>;
  keys(bucket: string): Promise<string[]>;
  jobs(functionName: string): Promise<Job[]>;
  /** Waits until the jobs of a function are in these states, the newest first. */
  expectStates(functionName: string, states: JobState[]): Promise<Job[]>;
}

export interface ConsoleWishes {
  /** An existing data folder, which then stays. */
  dataDir?: string;
  maxJobs?: number;
  /** Variables besides those that place the server. */
  environment?: Record<string, string>;
}

export async function startConsole(
  wishes: ConsoleWishes = {},
): Promise<TestConsole> {
  await using stack = new AsyncDisposableStack();
  const dataDir = wishes.dataDir ?? stack.use(await temporaryFolder()).path;
  const config = readConfig({
    OSCAR_PORT: "0",
    OSCAR_DATA_DIR: dataDir,
    OSCAR_ADMIN_PASSWORD: PASSWORD,
    OSCAR_MAX_JOBS: String(wishes.maxJobs ?? 2),
    PATH: process.env["PATH"],
    ...wishes.environment,
  });
  const server = stack.use(
    await startServer({
      config,
      log: silentLog(),
      isTerminal: false,
      isStrict: true,
      announce: () => undefined,
    }),
  );
  const client = createClient({
    baseUrl: server.url,
    headers: { Cookie: await server.console.issueCookie(), Origin: server.url },
  });
  const owned = stack.move();
  return {
    url: server.url,
    dataDir,
    client,
    server,
    ...actions(client),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function actions(client: Client) {
  async function jobs(functionName: string): Promise<Job[]> {
    const query = { function: functionName, limit: 1000 };
    return (await client.listJobs({ query })).jobs;
  }
  return {
    jobs,
    async put(bucket: string, key: string, body: string): Promise<void> {
      await client.putObject({ params: { bucket }, query: { key }, body });
    },
    async save(
      definition: Partial<FunctionDefinition> & { name: string },
    ): Promise<void> {
      const body = { image: "none", script: "true", ...definition };
      await client.createFunction({ body });
    },
    async text(bucket: string, key: string): Promise<string | undefined> {
      const found = (await keysOf(client, bucket)).includes(key);
      if (!found) return undefined;
      const request = { params: { bucket }, query: { key } };
      return (await client.getObject(request)).text();
    },
    keys: (bucket: string) => keysOf(client, bucket),
    async expectStates(
      functionName: string,
      states: JobState[],
    ): Promise<Job[]> {
      return vi.waitFor(async () => {
        const found = await jobs(functionName);
        expect(found.map((job) => job.state)).toEqual(states);
        return found;
      }, WAIT);
    },
  };
}

async function keysOf(client: Client, bucket: string): Promise<string[]> {
  const { objects } = await client.listObjects({
    params: { bucket },
    query: {},
  });
  return objects.map((object) => object.key);
}

/** A script that waits until a file is there, so that a test decides when it goes on. */
export const GATED = `until [ -e "$GATE" ]; do sleep 0.05; done
cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/"`;

export const COPY = `cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/"`;
