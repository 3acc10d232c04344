import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What we read of an entry of package-lock.json, by its folder. */
interface LockEntry {
  link?: boolean;
  resolved?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/**
 * The folders of all packages that these workspaces need to run, workspaces among them; what
 * only building and testing need is not.
 */
export async function productionPackages(
  root: string,
  workspaces: string[],
): Promise<string[]> {
  const text = await readFile(join(root, "package-lock.json"), "utf8");
  const { packages } = JSON.parse(text) as {
    packages: Record<string, LockEntry>;
  };
  const found = new Set<string>();
  const visit = (folder: string) => {
    if (found.has(folder)) return;
    found.add(folder);
    const { dependencies = {}, optionalDependencies = {} } =
      packages[folder] ?? {};
    for (const name of Object.keys({
      ...dependencies,
      ...optionalDependencies,
    })) {
      const place = placeOf(name, folder, packages);
      if (place !== undefined) visit(place);
    }
  };
  for (const workspace of workspaces) visit(workspace);
  return [...found].sort();
}

/** Where Node finds a package from a folder; undefined for an optional one that is not there. */
function placeOf(
  name: string,
  from: string,
  packages: Record<string, LockEntry>,
): string | undefined {
  for (let folder = from; ; folder = parentOf(folder)) {
    const place = join(folder, "node_modules", name);
    const entry = packages[place];
    if (entry) return entry.link ? entry.resolved : place;
    if (folder === "") return undefined;
  }
}

function parentOf(folder: string): string {
  return folder.includes("/") ? folder.slice(0, folder.lastIndexOf("/")) : "";
}
