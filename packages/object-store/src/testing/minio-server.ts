import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const START_LIMIT_MS = 60_000;

/** How to reach a MinIO server as its root user. */
export interface MinioAccess {
  endpoint: string;
  accessKey: string;
  secretKey: string;
}

/** A MinIO server of a test's own, which goes with it. */
export interface MinioServer extends MinioAccess, AsyncDisposable {
  /** Its data. */
  folder: string;
  child(): ChildProcess;
  /** Ends it without a warning, and waits until it is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same data, port and credentials. */
  start(environment?: Record<string, string>): Promise<void>;
}

export interface MinioWishes {
  environment?: Record<string, string>;
  /** Of `minio server`, such as --certs-dir. */
  args?: string[];
  scheme?: "http" | "https";
  /** Listens on all addresses of this machine, so that pods reach it. */
  isOpen?: boolean;
  /** Where it shall keep its data; a new folder else. */
  folder?: string;
  /** Begins when it is started for the first time. */
  isStarted?: boolean;
}

/** Why tests on a MinIO of their own cannot run here; undefined where they can. */
export function whyNoMinio(): string | undefined {
  return findMinio() === undefined ? "no minio on PATH" : undefined;
}

function findMinio(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, "minio")).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts the real server in a temporary folder, on a free port of this machine alone. */
export async function startMinio(
  wishes: MinioWishes = {},
): Promise<MinioServer> {
  const folder = wishes.folder ?? (await mkdtemp(join(tmpdir(), "minio-")));
  const port = await freePort();
  const access: MinioAccess = {
    endpoint: `${wishes.scheme ?? "http"}://127.0.0.1:${port}`,
    accessKey: "test-root",
    secretKey: randomBytes(12).toString("hex"),
  };
  const launch = (environment: Record<string, string>) =>
    launchMinio(access, {
      folder,
      address: wishes.isOpen ? `:${port}` : `127.0.0.1:${port}`,
      args: wishes.args ?? [],
      environment: { ...wishes.environment, ...environment },
    });
  let child = await launch({});
  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  }
  return {
    ...access,
    folder,
    child: () => child,
    kill,
    async start(environment = {}) {
      await kill();
      child = await launch(environment);
    },
    async [Symbol.asyncDispose]() {
      await kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function launchMinio(
  access: MinioAccess,
  run: {
    folder: string;
    address: string;
    args: string[];
    environment: Record<string, string>;
  },
): Promise<ChildProcess> {
  const { host } = new URL(access.endpoint);
  const child = spawn(
    "minio",
    ["server", run.folder, "--address", run.address, ...run.args],
    {
      env: {
        PATH: process.env["PATH"],
        HOME: run.folder,
        MINIO_ROOT_USER: access.accessKey,
        MINIO_ROOT_PASSWORD: access.secretKey,
        MINIO_BROWSER: "off",
        MINIO_UPDATE: "off",
        ...run.environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  const end = performance.now() + START_LIMIT_MS;
  while (!(await isReady(host))) {
    if (child.exitCode !== null || performance.now() > end) {
      child.kill("SIGKILL");
      throw new Error(`MinIO did not start:\n${printed.join("")}`);
    }
    await delay(30);
  }
  printed.length = 0;
  return child;
}

/**
 * It refuses a stranger as soon as it has all that it needs, which its health does not show.
 * Where it speaks https, it refuses http in that it listens.
 */
async function isReady(host: string): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host}/`);
    return answer.status === 403 || answer.status === 400;
  } catch {
    return false;
  }
}

/** One that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || !address) throw new Error("No port");
  return address.port;
}
