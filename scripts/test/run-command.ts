import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";

/** The repository's root folder. */
export const ROOT = dirname(dirname(import.meta.dirname));

/**
 * Runs a command of node_modules/.bin or of the machine, its output going to ours.
 * @returns the exit status; 1 where a signal ended it or it could not be started
 */
export async function runCommand(
  command: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<number> {
  const path = `${join(ROOT, "node_modules", ".bin")}:${process.env["PATH"]}`;
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, PATH: path, ...environment },
  });
  try {
    const [status] = (await once(child, "close")) as [number | null];
    return status ?? 1;
  } catch (error) {
    console.error(`${command} could not be started: ${String(error)}`);
    return 1;
  }
}
