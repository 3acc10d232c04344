import type { Dirent } from "node:fs";
import { opendir } from "node:fs/promises";
import { keyProblem } from "@oscar/contracts";
import { isAbsent } from "../files/errno.ts";
import { lookAt } from "./folders.ts";
import type { SettledFiles } from "./settled.ts";

/**
 * What lies in a bucket's folder, is no object, and would stay when all objects are deleted:
 * the first such thing, in words; undefined where there is none. Empty folders are none.
 */
export async function findStranger(
  bucketPath: string,
  options: { settled: SettledFiles; signal?: AbortSignal },
  below = "",
): Promise<string | undefined> {
  try {
    for await (const entry of await opendir(`${bucketPath}/${below}`)) {
      options.signal?.throwIfAborted();
      const name = below + entry.name;
      const stranger = entry.isDirectory()
        ? await findStranger(bucketPath, options, `${name}/`)
        : await strangenessOf({ bucketPath, name, entry }, options);
      if (stranger !== undefined) return stranger;
    }
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  return undefined;
}

async function strangenessOf(
  found: { bucketPath: string; name: string; entry: Dirent },
  { settled }: { settled: SettledFiles },
): Promise<string | undefined> {
  const { name, entry } = found;
  if (entry.isSymbolicLink()) return `${name}, which is a symbolic link`;
  if (!entry.isFile()) return `${name}, which is a special file`;
  const stats = await lookAt(`${found.bucketPath}/${name}`);
  // Not found by its name: that is no UTF-8, so that what we read of it is not what it is.
  const hasKey = keyProblem(name) === undefined;
  if (!stats ? name.includes("\ufffd") : !hasKey)
    return `${name}, which has a name that no object can have`;
  if (stats && !(await settled.has(stats)))
    return `${name}, which is just being written`;
  return undefined;
}
