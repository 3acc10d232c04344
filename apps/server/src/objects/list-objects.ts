import {
  AppError,
  compareUtf8,
  keyMatcher,
  type ObjectPage,
  type ObjectSummary,
} from "@oscar/contracts";
import type { ObjectStat, ObjectStore } from "@oscar/object-store";
import { TopEntries, type ListEntry } from "./top-entries.ts";

export interface ListQuery {
  prefix?: string | undefined;
  delimiter?: "/" | undefined;
  after?: string | undefined;
  limit: number;
  search?: string | undefined;
  sort?: "key" | "size" | "modified" | undefined;
  order?: "asc" | "desc" | undefined;
}

export interface ListScope {
  store: ObjectStore;
  bucket: string;
  signal: AbortSignal;
}

/**
 * A page of a bucket. In key order it comes from the store as it is; sorted or searched, the
 * whole listing is read for each page and only the page is kept, so that the answer is right
 * for any number of objects and memory does not grow with it. Folders come before objects.
 */
export async function listObjects(
  query: ListQuery,
  scope: ListScope,
): Promise<ObjectPage> {
  const isPlain =
    !query.search && query.order !== "desc" && (query.sort ?? "key") === "key";
  return isPlain ? plainPage(query, scope) : sortedPage(query, scope);
}

async function plainPage(
  { prefix, delimiter, after, limit }: ListQuery,
  { store, bucket, signal }: ListScope,
): Promise<ObjectPage> {
  const page = await store.list(bucket, {
    prefix,
    delimiter,
    after: after === undefined ? undefined : readCursor(after).key,
    limit,
    signal,
  });
  const { objects, prefixes, next } = page;
  return {
    objects: objects.map(summaryOf),
    prefixes,
    next:
      next === undefined ? null : cursorOf({ rank: 0, value: 0, key: next }),
  };
}

async function sortedPage(
  query: ListQuery,
  scope: ListScope,
): Promise<ObjectPage> {
  const { limit, after } = query;
  const top = new TopEntries<ObjectStat>(limit + 1, {
    compare: comparison(query),
    after: after === undefined ? undefined : readCursor(after),
  });
  let total = 0;
  for await (const entry of entriesOf(query, scope)) {
    total++;
    top.add(entry);
  }
  const entries = top.sorted();
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  return {
    objects: page.flatMap(({ item }) => (item ? [summaryOf(item)] : [])),
    prefixes: page.flatMap(({ item, key }) => (item ? [] : [key])),
    next: last && entries.length > limit ? cursorOf(last) : null,
    total,
  };
}

async function* entriesOf(
  { prefix, delimiter, search, sort }: ListQuery,
  { store, bucket, signal }: ListScope,
): AsyncGenerator<ListEntry<ObjectStat>> {
  const isWanted = keyMatcher(search);
  // A search looks into every folder, so it shows none.
  const options = { prefix, delimiter: search ? undefined : delimiter, signal };
  let after: string | undefined;
  do {
    const page = await store.list(bucket, { ...options, after });
    for (const key of page.prefixes) yield { rank: 0, value: 0, key };
    for (const item of page.objects) {
      if (!isWanted(item.key)) continue;
      yield { rank: 1, value: valueOf(item, sort), key: item.key, item };
    }
    after = page.next;
  } while (after !== undefined);
}

function valueOf(stat: ObjectStat, sort: ListQuery["sort"]): number {
  if (sort === "size") return stat.size;
  return sort === "modified" ? stat.modifiedAt.getTime() : 0;
}

function comparison({ order }: ListQuery) {
  const sign = order === "desc" ? -1 : 1;
  return (a: ListEntry<unknown>, b: ListEntry<unknown>) =>
    a.rank - b.rank ||
    sign * (a.value - b.value) ||
    sign * compareUtf8(a.key, b.key);
}

function summaryOf({ key, size, etag, modifiedAt }: ObjectStat): ObjectSummary {
  return { key, size, etag, modifiedAt: modifiedAt.toISOString() };
}

type Cursor = Omit<ListEntry<never>, "item">;

function cursorOf({ rank, value, key }: Cursor): string {
  return Buffer.from(`${rank} ${value} ${key}`).toString("base64url");
}

function readCursor(text: string): Cursor {
  const match = /^([01]) (-?[\d.]+) (.+)$/s.exec(
    Buffer.from(text, "base64url").toString(),
  );
  if (!match) {
    throw new AppError("invalid_request", "after: Not a cursor of a listing.");
  }
  const [, rank, value, key = ""] = match;
  return { rank: Number(rank), value: Number(value), key };
}
