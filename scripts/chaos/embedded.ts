import { cpus } from "node:os";
import { join } from "node:path";
import { startConsole } from "./console-victim.ts";
import { type FolderVersions, followFolder } from "./folder-versions.ts";
import type { ChaosSetting } from "./world.ts";

/** Everything on this machine: objects are files, jobs are processes. */
export const EMBEDDED: ChaosSetting = {
  name: "embedded",
  whyNot: () => undefined,
  async open(buckets) {
    await using stack = new AsyncDisposableStack();
    // A server takes its jobs with it when it goes, and runs one a core.
    const cost = { mostEnded: cpus().length };
    const console = stack.use(await startConsole({}, cost));
    const client = await console.client();
    const followed = new Map<string, FolderVersions>();
    for (const name of buckets) {
      await client.createBucket({ body: { name } });
      const folder = join(console.dataDir, "buckets", name);
      followed.set(name, stack.use(followFolder(folder)));
    }
    const owned = stack.move();
    return {
      victims: [console],
      client: () => console.client(),
      versions: async (bucket) => (await followed.get(bucket)?.read()) ?? {},
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  },
};
