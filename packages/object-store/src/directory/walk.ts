import { compareUtf8, keyProblem } from "@oscar/contracts";
import type { FolderCache } from "./folder-cache.ts";
import { folderOf } from "./paths.ts";
import { lowerBound } from "./sort-names.ts";

export interface WalkOptions {
  prefix: string;
  after: string;
  /** Folders below the prefix are given as such, rather than entered. */
  isFolded: boolean;
  signal?: AbortSignal;
}

interface Level {
  /** Key of the folder, with its slash. */
  folder: string;
  names: readonly string[];
  at: number;
}

/**
 * The keys of a bucket in order, as its folders name them: nothing is looked at yet, so
 * some may be gone or no objects. Folders end with a slash. Keeps one list of names for
 * each level of folders that it is in.
 */
export async function* walk(
  cache: FolderCache,
  bucketPath: string,
  options: WalkOptions,
): AsyncGenerator<string, void, undefined> {
  const { prefix, isFolded, signal } = options;
  const top = folderOf(prefix);
  if (!canHoldKeys(top) || isPassed(top, options.after)) return;
  const enter = async (folder: string): Promise<Level> => {
    const names = await cache.names(pathOfFolder(bucketPath, folder));
    return { folder, names, at: firstIndex(names, folder, options) };
  };
  const levels = [await enter(top)];
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    signal?.throwIfAborted();
    const name = level.names[level.at++];
    const key = level.folder + (name ?? "");
    if (name === undefined || !key.startsWith(prefix)) levels.pop();
    else if (!key.endsWith("/")) {
      if (keyProblem(key) === undefined) yield key;
    } else if (canHoldKeys(key)) {
      if (isFolded) yield key;
      else levels.push(await enter(key));
    }
  }
}

export function pathOfFolder(bucketPath: string, folder: string): string {
  return `${bucketPath}/${folder}`.slice(0, -1);
}

function canHoldKeys(folder: string): boolean {
  return folder === "" || keyProblem(folder.slice(0, -1)) === undefined;
}

/** True where every key of a folder comes before what is asked for. */
function isPassed(folder: string, after: string): boolean {
  if (folder === "" || after === "") return false;
  if (folder.startsWith(after)) return after.endsWith("/");
  return !after.startsWith(folder) && compareUtf8(folder, after) < 0;
}

/** Where the asked-for names of a folder begin. */
function firstIndex(
  names: readonly string[],
  folder: string,
  options: WalkOptions,
): number {
  const { prefix, after } = options;
  const fromPrefix = prefix.startsWith(folder)
    ? lowerBound(names, prefix.slice(folder.length))
    : 0;
  if (!after.startsWith(folder)) return fromPrefix;
  const rest = after.slice(folder.length);
  const index = lowerBound(names, rest);
  if (rest !== "" && names[index] === rest)
    return Math.max(fromPrefix, index + 1);
  // The folder that holds `after` sorts just before it.
  const before = names[index - 1];
  const holdsAfter =
    before !== undefined && before.endsWith("/") && rest.startsWith(before);
  return Math.max(fromPrefix, holdsAfter ? index - 1 : index);
}
