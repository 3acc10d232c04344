import {
  BucketName,
  MAX_KEY_BYTES,
  compareUtf8,
  keyProblem,
} from "@oscar/contracts";
import type { ListOptions, ListPage, ObjectStat } from "../object-store.ts";
import { bucketNotFound } from "../refusals.ts";
import type { Connection } from "./connection.ts";
import { type ListedPage, readListing } from "./listing-xml.ts";

const MAX_LIMIT = 1000;
const LAST_CHARACTER = "\u{10FFFF}";

/** What is asked of the server, in its own terms. */
interface RawQuery {
  prefix: string;
  startAfter: string;
  delimiter?: "/" | undefined;
  limit: number;
  signal?: AbortSignal | undefined;
}

/** An object, or a folder with its slash. */
type Entry = ObjectStat | string;

/**
 * One page of a bucket. What no key of ours can be, such as the markers that other programs
 * put for folders, is left out; so the server may be asked more than once.
 */
export async function listPage(
  connection: Connection,
  bucket: string,
  options: ListOptions,
): Promise<ListPage> {
  const { prefix = "", after = "", delimiter, signal } = options;
  if (!BucketName.safeParse(bucket).success) throw bucketNotFound(bucket);
  const limit = Math.min(Math.max(options.limit ?? MAX_LIMIT, 1), MAX_LIMIT);
  const raw = (query: RawQuery) => listRaw(connection, bucket, query);
  const range = rangeOf(prefix);
  if (!range) {
    await raw({ prefix: "", startAfter: "", limit: 1, signal });
    return pageOf([], false);
  }
  const entries: Entry[] = [];
  const folder = delimiter && folderWithin(prefix, after);
  if (folder !== undefined) {
    const wish = { prefix: folder, after, limit: 1, signal };
    const rest = await listPage(connection, bucket, wish);
    if (rest.objects.length > 0) entries.push(folder);
  }
  let startAfter = larger(range.startAfter, positionOf(folder ?? after));
  while (entries.length < limit) {
    const asked = { prefix: range.prefix, startAfter, delimiter, signal };
    const page = await raw({ ...asked, limit: limit - entries.length });
    const found = entriesOf(page);
    entries.push(...found.filter((entry) => isShown(entry, prefix)));
    const last = found.at(-1);
    const isEnd = !page.isTruncated || !last || isPast(last, prefix);
    if (isEnd) return pageOf(entries, false);
    // A folder's marker is an object with a slash at its end, and not the folder.
    startAfter = typeof last === "string" ? filled(last) : last.key;
  }
  return pageOf(entries, true);
}

/** One answer of the server, as it is. */
export async function listRaw(
  connection: Connection,
  bucket: string,
  query: RawQuery,
): Promise<ListedPage> {
  const { text } = await connection.text({
    method: "GET",
    bucket,
    query: {
      "list-type": "2",
      "encoding-type": "url",
      "max-keys": String(query.limit),
      ...(query.prefix ? { prefix: query.prefix } : {}),
      ...(query.startAfter ? { "start-after": query.startAfter } : {}),
      ...(query.delimiter ? { delimiter: query.delimiter } : {}),
    },
    signal: query.signal,
  });
  return readListing(text);
}

/**
 * Where keys of this prefix are; undefined where there can be none. The server refuses `.`
 * and `..` as an unfinished last part, as in `.` for `.hidden`: then its folder is asked for
 * from just before that on.
 */
function rangeOf(
  prefix: string,
): { prefix: string; startAfter: string } | undefined {
  const parts = prefix.split(/[/\\]/);
  const last = parts.pop() ?? "";
  const isPossible =
    prefix.isWellFormed() &&
    !prefix.includes("\0") &&
    Buffer.byteLength(prefix) <= MAX_KEY_BYTES &&
    parts.every((part) => part !== "" && part !== "." && part !== "..");
  if (!isPossible) return undefined;
  if (last !== "." && last !== "..") return { prefix, startAfter: "" };
  const before = `${prefix.slice(0, -1)}-`;
  return {
    prefix: prefix.slice(0, prefix.length - last.length),
    startAfter: filled(before),
  };
}

/** The folder below a prefix which a position is in the middle of. */
function folderWithin(prefix: string, after: string): string | undefined {
  if (!after.startsWith(prefix)) return undefined;
  const slash = after.indexOf("/", prefix.length);
  return slash < 0 || slash === after.length - 1
    ? undefined
    : after.slice(0, slash + 1);
}

/** After a folder means after everything in it. */
function positionOf(name: string): string {
  return name.endsWith("/") ? filled(name) : name;
}

/** Behind every key that begins with this text, and before all that follow those. */
function filled(text: string): string {
  const room = MAX_KEY_BYTES - Buffer.byteLength(text);
  return text + LAST_CHARACTER.repeat(Math.max(0, Math.floor(room / 4)));
}

function larger(a: string, b: string): string {
  return compareUtf8(a, b) < 0 ? b : a;
}

function entriesOf({ objects, prefixes }: ListedPage): Entry[] {
  const stats = objects.map((object) => ({
    ...object,
    arrivedAt: object.modifiedAt,
  }));
  return [...stats, ...prefixes].sort((a, b) =>
    compareUtf8(nameOf(a), nameOf(b)),
  );
}

function isShown(entry: Entry, prefix: string): boolean {
  const name = nameOf(entry);
  const key = typeof entry === "string" ? name.slice(0, -1) : name;
  return name.startsWith(prefix) && keyProblem(key) === undefined;
}

function isPast(entry: Entry, prefix: string): boolean {
  const name = nameOf(entry);
  return !name.startsWith(prefix) && compareUtf8(name, prefix) > 0;
}

function nameOf(entry: Entry): string {
  return typeof entry === "string" ? entry : entry.key;
}

function pageOf(entries: Entry[], hasMore: boolean): ListPage {
  const last = hasMore ? entries.at(-1) : undefined;
  return {
    objects: entries.filter((entry) => typeof entry !== "string"),
    prefixes: entries.filter((entry) => typeof entry === "string"),
    next: last === undefined ? undefined : nameOf(last),
  };
}
