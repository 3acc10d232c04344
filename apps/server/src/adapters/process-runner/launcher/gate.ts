import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Writable } from "node:stream";
import type { Exit, Launch } from "./messages.ts";

/**
 * Waits for a line on descriptor 3 before it starts the script's interpreter, and exits at
 * end of file: a server that dies before it has committed the process id leaves nothing
 * behind. Where memory runs out, a script shall go before the server does.
 *
 * It stays as the script's parent, since a script that ends its parent (`kill $PPID`) would
 * otherwise end the launcher, and with it all others. SIGTERM is for the script alone, and
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

/** A child that waits at the gate, as the leader of a process group of its own. */
export interface Gated {
  pid: number;
  ended: Promise<Exit>;
  /** Lets the command begin. */
  open(): void;
  /** Makes the child exit without having begun. */
  close(): void;
}

/**
 * Starts a command up to its gate; its output goes to an open descriptor.
 * @throws what spawn throws, such as E2BIG for too large an environment
 */
export async function spawnGated(
  launch: Launch,
  output: number,
): Promise<Gated> {
  const args = ["-c", GATE, "oscar", ...launch.command];
  const child = spawn("/bin/sh", args, {
    cwd: launch.folder,
    env: launch.environment,
    stdio: ["ignore", output, output, "pipe"],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) {
    await once(child, "spawn");
    throw new Error("The child process has no id");
  }
  const gate = child.stdio[3] as Writable;
  // EPIPE where the child is gone already, which its end will tell.
  gate.on("error", () => undefined);
  return {
    pid,
    ended: exitOf(child),
    open: () => void gate.end("\n"),
    close: () => void gate.destroy(),
  };
}

async function exitOf(child: ChildProcess): Promise<Exit> {
  const [code, signal] = (await once(child, "exit")) as [
    number | null,
    NodeJS.Signals | null,
  ];
  return { code, signal };
}
