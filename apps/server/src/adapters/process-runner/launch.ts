import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { FileHandle } from "node:fs/promises";
import type { Writable } from "node:stream";
import type { Interpreter } from "./interpreter.ts";
import { startTimeOfChild } from "./process-table.ts";

/**
 * Waits for a line on descriptor 3 before it starts the script's interpreter, and exits at
 * end of file: a server that dies before it has committed the process id leaves nothing
 * behind. Where memory runs out, a script shall go before the server does.
 *
 * It stays as the script's parent, since a script that ends its parent (`kill $PPID`) would
 * otherwise end the server, and again at each start. SIGTERM is for the script alone, and
 * what the shell itself has to say of the script's end (on 2) is none of the script's log.
 */
const GATE = `
IFS= read -r go <&3 || exit 0
exec 3<&-
{ echo 500 >/proc/self/oom_score_adj; } 2>/dev/null
trap : TERM
exec 3>&2 2>/dev/null
"$@" 2>&3 3>&-
exit $?
`;

/** How a process ended: one of the two is null. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A child that waits at the gate, as the leader of a process group of its own. */
export interface Launched {
  pid: number;
  startTime: number;
  /** By performance.now(). */
  spawnedAt: number;
  ended: Promise<Exit>;
  /** Lets the script begin. */
  open(): void;
  /** Makes the child exit without having begun. */
  close(): void;
}

export interface Launch {
  interpreter: Interpreter;
  scriptPath: string;
  /** The script's current folder. */
  folder: string;
  environment: Record<string, string>;
  /** Takes standard output and standard error. */
  log: FileHandle;
}

/**
 * Starts the child up to its gate.
 * @throws what spawn throws, such as E2BIG for too large an environment
 */
export async function launch(options: Launch): Promise<Launched> {
  const { program, argument } = options.interpreter;
  const command = [
    program,
    ...(argument ? [argument] : []),
    options.scriptPath,
  ];
  const log = options.log.fd;
  const child = spawn("/bin/sh", ["-c", GATE, "oscar", ...command], {
    cwd: options.folder,
    env: options.environment,
    stdio: ["ignore", log, log, "pipe"],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) {
    await once(child, "spawn");
    throw new Error("The child process has no id");
  }
  const gate = gateOf(child);
  return {
    pid,
    startTime: startTimeOfChild(pid),
    spawnedAt: performance.now(),
    ended: exitOf(child),
    open: () => void gate.end("\n"),
    close: () => void gate.destroy(),
  };
}

function gateOf(child: ChildProcess): Writable {
  const gate = child.stdio[3] as Writable;
  // EPIPE where the child is gone already, which its end will tell.
  gate.on("error", () => undefined);
  return gate;
}

async function exitOf(child: ChildProcess): Promise<Exit> {
  const [code, signal] = (await once(child, "exit")) as [
    number | null,
    NodeJS.Signals | null,
  ];
  return { code, signal };
}
