import { cp, mkdir, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { bundleSupervisor } from "./bundle-supervisor.ts";
import { productionPackages } from "./production-packages.ts";

/** What runs in the console's image as it is; the supervisor of its jobs' pods is one file. */
const WORKSPACES = ["apps/server"];
/** What they read besides their packages. */
const DATA = ["package.json", "public", "apps/web/dist"];

/** Copies what the console needs to run into a folder, which becomes `/app` of its image. */
export async function stageApp(root: string, target: string): Promise<void> {
  const packages = await productionPackages(root, WORKSPACES);
  for (const folder of [...packages, ...DATA]) {
    await cp(join(root, folder), join(target, folder), {
      recursive: true,
      filter: (path) =>
        isNeeded(relative(join(root, folder), path), isOurs(folder)),
    });
  }
  await linkWorkspaces(root, target, packages);
  await bundleSupervisor(root, join(target, "supervisor"));
}

const OF_TESTS =
  /(?:^|\/)(?:testing|contract)(?:\/|$)|\.(?:test|contract|fixture|bench)\.ts$/;
/** What only a type checker or a debugger reads, and packages that are listed themselves. */
const OF_PACKAGES = /(?:^|\/)node_modules(?:\/|$)|\.(?:d\.[cm]?ts|map)$/;

function isNeeded(path: string, isWorkspace: boolean): boolean {
  return !OF_PACKAGES.test(path) && !(isWorkspace && OF_TESTS.test(path));
}

function isOurs(folder: string): boolean {
  return !folder.startsWith("node_modules/");
}

async function linkWorkspaces(
  root: string,
  target: string,
  packages: string[],
): Promise<void> {
  const scope = join(target, "node_modules/@oscar");
  await mkdir(scope, { recursive: true });
  for (const folder of packages.filter(isOurs)) {
    const manifest = join(root, folder, "package.json");
    const {
      default: { name },
    } = (await import(manifest, {
      with: { type: "json" },
    })) as { default: { name: string } };
    const link = join(target, "node_modules", name);
    await symlink(relative(dirname(link), join(target, folder)), link);
  }
}
