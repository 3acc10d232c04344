import { opendir } from "node:fs/promises";
import { keyProblem } from "@oscar/contracts";
import type { ListOptions, ListPage, ObjectStat } from "../object-store.ts";
import { isAbsent } from "../files/errno.ts";
import type { FolderCache } from "./folder-cache.ts";
import { lookAt } from "./folders.ts";
import { folderOf } from "./paths.ts";
import type { SettledFiles } from "./settled.ts";
import type { UnsettledFolders } from "./unsettled.ts";
import { objectStatOf } from "./versions.ts";
import { pathOfFolder, walk } from "./walk.ts";

const MAX_LIMIT = 1000;
/** Looks at once. */
const BATCH = 256;

/** What a listing reads from. */
export interface Listing {
  bucket: string;
  bucketPath: string;
  cache: FolderCache;
  settled: SettledFiles;
  unsettled: UnsettledFolders;
}

/** An object, or a folder with its slash. */
type Found = ObjectStat | string;

/** One page. It looks only at what it shows, and at one more to know whether there is one. */
export async function listPage(
  listing: Listing,
  options: ListOptions,
): Promise<ListPage> {
  const { prefix = "", after = "", delimiter, signal } = options;
  const limit = Math.min(Math.max(options.limit ?? MAX_LIMIT, 1), MAX_LIMIT);
  const isFolded = delimiter !== undefined;
  const keys = walk(listing.cache, listing.bucketPath, {
    prefix,
    after,
    isFolded,
    ...(signal ? { signal } : {}),
  });
  const found: Found[] = [];
  while (found.length <= limit) {
    const batch = await take(keys, Math.min(BATCH, limit + 1 - found.length));
    if (batch.length === 0) break;
    const looks = batch.map((key) => look(listing, key, after));
    for (const seen of await Promise.all(looks)) if (seen) found.push(seen);
  }
  return pageOf(found, limit);
}

function pageOf(found: Found[], limit: number): ListPage {
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    objects: shown.filter((each) => typeof each !== "string"),
    prefixes: shown.filter((each) => typeof each === "string"),
    next: typeof last === "string" ? last : last?.key,
  };
}

async function take<T>(from: AsyncIterator<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  while (taken.length < count) {
    const { value, done } = await from.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}

/** What a key or folder stands for, or undefined where it shows nothing. */
async function look(
  listing: Listing,
  key: string,
  after: string,
): Promise<Found | undefined> {
  if (!key.endsWith("/")) return lookAtKey(listing, key);
  if (!after.startsWith(key)) {
    return (await holdsObject(listing, key)) ? key : undefined;
  }
  const rest = await listPage(listing, { prefix: key, after, limit: 1 });
  return rest.objects.length > 0 ? key : undefined;
}

async function lookAtKey(
  listing: Listing,
  key: string,
): Promise<ObjectStat | undefined> {
  const stats = await lookAt(`${listing.bucketPath}/${key}`);
  if (!stats?.isFile()) return undefined;
  if (await listing.settled.has(stats)) return objectStatOf(key, stats);
  listing.unsettled.add(listing.bucket, folderOf(key));
  return undefined;
}

/** True as soon as a folder, or one below it, shows any object; its names are not kept. */
async function holdsObject(listing: Listing, folder: string): Promise<boolean> {
  const folders: string[] = [];
  try {
    for await (const entry of await opendir(
      pathOfFolder(listing.bucketPath, folder),
    )) {
      const key = folder + entry.name;
      if (entry.isDirectory()) folders.push(`${key}/`);
      else if (entry.isFile() && (await isShown(listing, key))) return true;
    }
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  for (const each of folders) {
    if (await holdsObject(listing, each)) return true;
  }
  return false;
}

async function isShown(listing: Listing, key: string): Promise<boolean> {
  if (keyProblem(key) !== undefined) return false;
  return (await lookAtKey(listing, key)) !== undefined;
}
