import { readdir, readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { startConsole } from "./console-victim.ts";
import type { ChaosSetting } from "./world.ts";

/** Everything on this machine: objects are files, jobs are processes. */
export const EMBEDDED: ChaosSetting = {
  name: "embedded",
  whyNot: () => undefined,
  async open() {
    // A server takes its jobs with it when it goes, and runs one a core.
    const console = await startConsole({}, { mostEnded: cpus().length });
    return {
      victims: [console],
      client: () => console.client(),
      versions: (bucket) =>
        readFolder(join(console.dataDir, "buckets", bucket)),
      [Symbol.asyncDispose]: () => console[Symbol.asyncDispose](),
    };
  },
};

async function readFolder(folder: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const key of await readdir(folder))
    found[key] = [await readFile(join(folder, key), "utf8")];
  return found;
}
