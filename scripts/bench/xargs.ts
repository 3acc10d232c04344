import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";

/**
 * What a shell does with every core: runs a command line for each item, which it finds in
 * `$1`. Resolves with the seconds that it took.
 */
export async function runXargs(
  items: string[],
  command: string,
  options: { cwd: string; environment?: Record<string, string> },
): Promise<number> {
  const started = performance.now();
  const cores = String(availableParallelism());
  const child = spawn(
    "xargs",
    ["-0", "-P", cores, "-n", "1", "sh", "-c", command, "sh"],
    {
      cwd: options.cwd,
      env: { ...process.env, ...options.environment },
      stdio: ["pipe", "ignore", "inherit"],
    },
  );
  child.stdin?.end(items.join("\0"));
  const [status] = (await once(child, "close")) as [number | null];
  if (status !== 0) throw new Error(`xargs ended with status ${status}`);
  return (performance.now() - started) / 1000;
}
