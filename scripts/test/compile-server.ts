import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { COMPILED } from "../../apps/server/src/testing/server-process.ts";
import { ROOT } from "./run-command.ts";

/**
 * Called by vitest before all tests. Compiles the server's files once. The servers that the tests start take them from there;
 * those that are killed would never keep what they compile. What changes later is compiled
 * anew, since its place is told by its contents.
 */
export function setup(): void {
  if (existsSync(COMPILED)) return;
  const server = join(ROOT, "apps/server/src/run-server.ts");
  const load = `await import(${JSON.stringify(pathToFileURL(server).href)})`;
  execFileSync(process.execPath, ["--input-type=module", "--eval", load], {
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
}
