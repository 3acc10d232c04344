import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Client, createClient } from "@oscar/contracts";

export const TEST_PASSWORD = "correct horse battery";

/** Where Node keeps the files of the server that it has compiled. */
export const COMPILED = path.resolve(
  import.meta.dirname,
  "../../../../node_modules/.cache/compiled",
);

const START_LIMIT_MS = 60_000;
const MAIN = path.resolve(import.meta.dirname, "../main.ts");
/** The product, except that it kills itself where `CRASH_AT` says. */
export const CRASHING_MAIN = path.resolve(
  import.meta.dirname,
  "crashing-server.ts",
);
/** The product, except that it runs no script and fetches none. */
export const FUZZED_MAIN = path.resolve(
  import.meta.dirname,
  "fuzzed-server.ts",
);

export interface ServerProcess extends AsyncDisposable {
  url: string;
  client: Client;
  child: ChildProcess;
  /** Ends it without a warning, and waits until it is gone. */
  kill(): Promise<void>;
}

export interface ServerProcessOptions {
  dataDir: string;
  /** Another program than the product's own. */
  main?: string;
  environment?: Record<string, string>;
}

/**
 * Starts the product as a process of its own, as a user does.
 * @throws Error with what it printed, where it does not become ready
 */
export async function startServerProcess(
  options: ServerProcessOptions,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [options.main ?? MAIN], {
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      NODE_COMPILE_CACHE: COMPILED,
      OSCAR_PORT: "0",
      OSCAR_LOG_LEVEL: "warn",
      ...firstPassword(options.dataDir),
      OSCAR_DATA_DIR: options.dataDir,
      ...options.environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  const url = await readyUrl(child, exited);
  const authorization = `Basic ${btoa(`admin:${TEST_PASSWORD}`)}`;
  async function kill(): Promise<void> {
    child.kill("SIGKILL");
    await exited;
  }
  return {
    url,
    child,
    client: createClient({
      baseUrl: url,
      headers: { Authorization: authorization },
    }),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

/** A password that is stored already is not given again: checking it takes half a second. */
function firstPassword(dataDir: string): Record<string, string> {
  return existsSync(path.join(dataDir, "ledger.db"))
    ? {}
    : { OSCAR_ADMIN_PASSWORD: TEST_PASSWORD };
}

async function readyUrl(
  child: ChildProcess,
  exited: Promise<unknown>,
): Promise<string> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error("The server has no output");
  const printed: string[] = [];
  const ready = Promise.withResolvers<string>();
  for (const stream of [stdout, stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      printed.push(line);
      const url = /ready at (\S+)/.exec(line)?.[1];
      if (url) ready.resolve(url);
    });
  }
  const timer = setTimeout(() => child.kill("SIGKILL"), START_LIMIT_MS);
  void exited.then(() =>
    ready.reject(new Error(`The server ended:\n${printed.join("\n")}`)),
  );
  try {
    return await ready.promise;
  } finally {
    clearTimeout(timer);
  }
}
