import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

const ROOT = dirname(import.meta.dirname);
const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 20_000;

/** A server of its own, on a free port, with a data folder that is empty at first. */
export interface TestServer extends AsyncDisposable {
  url: string;
  password: string;
  dataDir: string;
  /** NaN where it is not a process of this machine. */
  pid: number;
  /** What it has printed so far. */
  output(): string;
}

/**
 * Starts the real server as a process of its own.
 * @param environment variables besides those that place it
 */
export async function startServer(
  environment: Record<string, string> = {},
): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), "oscar-e2e-"));
  const password = "correct-horse-battery-staple";
  const child = spawn(process.execPath, await startArguments(), {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      // Compiled once for all tests.
      NODE_COMPILE_CACHE: join(ROOT, "node_modules/.cache/compiled"),
      OSCAR_PORT: "0",
      OSCAR_HOST: "127.0.0.1",
      OSCAR_DATA_DIR: dataDir,
      OSCAR_ADMIN_PASSWORD: password,
      ...environment,
    },
  });
  const lines: string[] = [];
  const output = () => lines.join("\n");
  async function dispose(): Promise<void> {
    await stop(child, output);
    await rm(dataDir, { recursive: true, force: true });
  }
  try {
    const url = await addressOf(child, lines);
    const pid = child.pid ?? Number.NaN;
    return {
      url,
      password,
      dataDir,
      pid,
      output,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** What `npm start` gives to Node. */
async function startArguments(): Promise<string[]> {
  const text = await readFile(join(ROOT, "package.json"), "utf8");
  const { scripts } = JSON.parse(text) as { scripts: { start: string } };
  return scripts.start.split(" ").slice(1);
}

/** The address that the server prints once it listens. */
async function addressOf(
  child: ChildProcess,
  lines: string[],
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      const [, port] = /http:\/\/(?:127|0)\.0\.0\.[01]:(\d+)/.exec(line) ?? [];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
  }
  const fail = (what: string) =>
    reject(new Error(`${what}; it printed:\n${lines.join("\n")}`));
  child.once("error", (error) => fail(`The server cannot start: ${error}`));
  child.once("close", (status) => fail(`The server ended with ${status}`));
  const timer = setTimeout(
    () => fail("The server printed no address within 30 s"),
    START_LIMIT_MS,
  );
  return promise.finally(() => clearTimeout(timer));
}

async function stop(child: ChildProcess, output: () => string): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (child.pid === undefined) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
  await ended;
  clearTimeout(timer);
  if (child.signalCode === "SIGKILL") {
    throw new Error(`The server did not stop within 20 s:\n${output()}`);
  }
}
