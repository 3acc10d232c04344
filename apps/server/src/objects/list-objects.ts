import type { ObjectPage, ObjectSummary } from "@oscar/contracts";
import type { ObjectStore } from "@oscar/object-store";
import type { ListedObject } from "../listings/listed-objects.ts";
import type { ListingMirror } from "../listings/listing-mirror.ts";
import type { Listings } from "../listings/listings.ts";
import type { ObjectOrder, ObjectScope } from "../listings/object-scope.ts";
import { cursorOf, readCursor } from "./list-cursor.ts";

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
  listings: Listings;
  mirror: ListingMirror;
  bucket: string;
  signal: AbortSignal;
  /** What others changed a moment ago must be seen, too. */
  isExact?: boolean | undefined;
}

/**
 * A page of a bucket. In key order it comes from the store as it is; sorted or searched, from
 * its mirror, which is compared with the store before the first page. Folders come
 * before objects.
 */
export async function listObjects(
  query: ListQuery,
  scope: ListScope,
): Promise<ObjectPage> {
  const { search, sort = "key", order, delimiter } = query;
  // With an order asked for, folders come first; stores list them among the objects.
  const isPlain =
    !search &&
    order !== "desc" &&
    sort === "key" &&
    (delimiter === undefined || query.sort === undefined);
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
  list: ListScope,
): Promise<ObjectPage> {
  const { store, listings, mirror, bucket, signal, isExact } = list;
  const { after, limit } = query;
  const cursor = after === undefined ? undefined : readCursor(after);
  const isContinued = cursor !== undefined;
  await mirror.freshen(bucket, { signal, isExact, isContinued });
  const scope = scopeOf(bucket, query);
  const order = orderOf(query);
  const prefixes =
    scope.isFolded && cursor?.rank !== 1
      ? await listings.pages.folders(scope, {
          isDescending: order.isDescending,
          after: cursor?.key,
          limit: limit + 1,
        })
      : [];
  const rows = await listings.pages.objects(scope, {
    order,
    after: cursor?.rank === 1 ? cursor : undefined,
    limit: limit + 1 - prefixes.length,
  });
  const { objects, folders } = await listings.totals.of(scope);
  const total = objects + folders;
  // A bucket that is gone has no rows either.
  if (total === 0) await store.list(bucket, { limit: 1, signal });
  return { ...pageOf({ prefixes, rows }, { limit, order }), total };
}

/** The first `limit` of what was found; one more tells that there is a next page. */
function pageOf(
  found: { prefixes: string[]; rows: ListedObject[] },
  { limit, order }: { limit: number; order: ObjectOrder },
): Omit<ObjectPage, "total"> {
  const prefixes = found.prefixes.slice(0, limit);
  const rows = found.rows.slice(0, limit - prefixes.length);
  const isEnd = found.prefixes.length + found.rows.length <= limit;
  const lastRow = rows.at(-1);
  const lastFolder = prefixes.at(-1) ?? "";
  const next = lastRow
    ? { rank: 1, value: valueOf(lastRow, order), key: lastRow.key }
    : { rank: 0, value: 0, key: lastFolder };
  return {
    objects: rows.map(summaryOf),
    prefixes,
    next: isEnd ? null : cursorOf(next),
  };
}

function scopeOf(
  bucket: string,
  { prefix = "", delimiter, search = "" }: ListQuery,
): ObjectScope {
  // A search looks into every folder, so it shows none.
  const isFolded = delimiter !== undefined && search === "";
  return { bucket, prefix, isFolded, search };
}

function orderOf({ sort = "key", order }: ListQuery): ObjectOrder {
  return { by: sort, isDescending: order === "desc" };
}

function valueOf(row: ListedObject, { by }: ObjectOrder): number {
  if (by === "size") return row.size;
  return by === "modified" ? row.modifiedAt.getTime() : 0;
}

function summaryOf({
  key,
  size,
  etag,
  modifiedAt,
}: ListedObject): ObjectSummary {
  return { key, size, etag, modifiedAt: modifiedAt.toISOString() };
}
