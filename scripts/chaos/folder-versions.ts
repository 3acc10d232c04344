import { watch } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Who looks at a folder all the time, since it keeps the last version of a file alone. */
export interface FolderVersions extends Disposable {
  /** Every version that was put there, by name. */
  read(): Promise<Record<string, string[]>>;
}

/** Sees every file that is put into a folder, which must be there already. */
export function followFolder(folder: string): FolderVersions {
  const seen = new Map<string, Promise<string | undefined>[]>();
  const look = (name: string) =>
    readFile(join(folder, name), "utf8").catch(() => undefined);
  const watcher = watch(folder, (event, name) => {
    // A file that comes, and one that goes; the latter has nothing to read.
    if (event !== "rename" || name === null) return;
    seen.set(name, [...(seen.get(name) ?? []), look(name)]);
  });
  return {
    async read() {
      const found: Record<string, string[]> = {};
      for (const name of await readdir(folder)) {
        const last = await look(name);
        const versions = await Promise.all(seen.get(name) ?? []);
        const earlier = versions.filter((each) => each !== undefined);
        if (last !== undefined) found[name] = [...earlier.slice(0, -1), last];
      }
      return found;
    },
    [Symbol.dispose]: () => watcher.close(),
  };
}
