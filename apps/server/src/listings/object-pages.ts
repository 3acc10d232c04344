import { setImmediate } from "node:timers/promises";
import { compareUtf8 } from "@oscar/contracts";
import { type RawBuilder, sql } from "kysely";
import { type ListedObject, objectOf } from "./listed-objects.ts";
import type { ListingsDatabase } from "./listings.ts";
import {
  folderOfKey,
  isInFolder,
  isWanted,
  keyRange,
  type ObjectOrder,
  type ObjectScope,
  orderSql,
  type Place,
} from "./object-scope.ts";

/** Rows that one query looks at: 1 to 3 ms, and then others get their turn. */
const SLICE_ROWS = 5000;

const BY_KEY: ObjectOrder = { by: "key", isDescending: false };

export interface PageWish {
  order: ObjectOrder;
  after: Place | undefined;
  limit: number;
}

interface Slice {
  after: Place | undefined;
  /** The last place that belongs to it; none for the last slice. */
  upTo: Place | undefined;
}

/**
 * Pages of listings, in any order. Rows that a scope leaves out are passed over in
 * slices, so that no query keeps others waiting.
 */
export class ObjectPages {
  readonly #db: ListingsDatabase;
  readonly #sliceRows: number;

  constructor(db: ListingsDatabase, options: { sliceRows?: number } = {}) {
    this.#db = db;
    this.#sliceRows = options.sliceRows ?? SLICE_ROWS;
  }

  async objects(scope: ObjectScope, wish: PageWish): Promise<ListedObject[]> {
    const found: ListedObject[] = [];
    for await (const slice of this.#slices(scope, wish)) {
      const limit = wish.limit - found.length;
      found.push(...(await this.#objectsOf(slice, scope, { ...wish, limit })));
      if (found.length >= wish.limit) break;
    }
    return found;
  }

  /** The folders of a scope in the order of their names, those of `after` left out. */
  async folders(
    scope: ObjectScope,
    options: {
      isDescending: boolean;
      after: string | undefined;
      limit: number;
    },
  ): Promise<string[]> {
    const { isDescending, after, limit } = options;
    const order = { ...BY_KEY, isDescending };
    const place = after === undefined ? undefined : { value: 0, key: after };
    const found: string[] = [];
    for await (const slice of this.#slices(scope, { order, after: place })) {
      const { rows } = await sql<{ folder: string }>`
        SELECT DISTINCT ${folderOfKey(scope)} AS folder FROM objects
        WHERE ${within(slice, scope, order)} AND ${isInFolder(scope)}
        ORDER BY folder ${isDescending ? sql`DESC` : sql`ASC`}
        LIMIT ${limit + 1}`.execute(this.#db);
      // The last folder of a slice may go on in the next one.
      for (const { folder } of rows)
        if (folder !== (found.at(-1) ?? after)) found.push(folder);
      if (found.length >= limit) break;
    }
    return found.slice(0, limit);
  }

  /** How many objects and folders a scope has, and how many bytes the objects have. */
  async count(scope: ObjectScope): Promise<ScopeCount> {
    const total = { objects: 0, folders: 0, bytes: 0 };
    let last: string | null = null;
    for await (const slice of this.#slices(scope, { order: BY_KEY })) {
      const folder = folderOfKey(scope);
      const folders = scope.isFolded
        ? sql`iif(${isInFolder(scope)}, ${folder}, NULL)`
        : sql`NULL`;
      const { rows } = await sql<SliceCount>`
        SELECT count(*) FILTER (WHERE ${isWanted(scope, BY_KEY)}) AS objects,
          coalesce(sum(size) FILTER (WHERE ${isWanted(scope, BY_KEY)}), 0) AS bytes,
          count(DISTINCT folder) AS folders, min(folder) AS first, max(folder) AS last
        FROM (SELECT key, size, folded, ${folders} AS folder FROM objects
          WHERE ${within(slice, scope, BY_KEY)})`.execute(this.#db);
      const [row] = rows;
      if (!row) continue;
      total.objects += row.objects;
      total.bytes += row.bytes;
      total.folders += row.folders;
      if (row.first !== null && row.first === last) total.folders--;
      last = row.last ?? last;
    }
    return total;
  }

  async #objectsOf(
    slice: Slice,
    scope: ObjectScope,
    { order, limit }: PageWish,
  ): Promise<ListedObject[]> {
    const { orderBy, orderFew } = orderSql(order);
    // The keys first, from the index alone: the rest of a row is looked up for those shown.
    const { rows } = await sql<Parameters<typeof objectOf>[0]>`
      SELECT key, size, etag, modified_at FROM objects
      WHERE bucket = ${scope.bucket} AND key IN (
        SELECT key FROM objects
        WHERE ${within(slice, scope, order)} AND ${isWanted(scope, order)}
        ORDER BY ${orderBy} LIMIT ${limit})
      ORDER BY ${orderFew}`.execute(this.#db);
    return rows.map(objectOf);
  }

  /** An order cut into slices; one alone where no row has to be passed over. */
  async *#slices(
    scope: ObjectScope,
    { order, after }: { order: ObjectOrder; after?: Place | undefined },
  ): AsyncGenerator<Slice> {
    const isPlain =
      !scope.isFolded &&
      scope.search === "" &&
      (scope.prefix === "" || order.by === "key");
    let start = after;
    for (;;) {
      const upTo = isPlain
        ? undefined
        : await this.#sliceEnd(scope, order, start);
      yield { after: start, upTo };
      if (!upTo) return;
      start = upTo;
      await setImmediate();
    }
  }

  async #sliceEnd(
    scope: ObjectScope,
    order: ObjectOrder,
    after: Place | undefined,
  ): Promise<Place | undefined> {
    const { value, orderBy } = orderSql(order);
    const { rows } = await sql<Place>`
      SELECT ${value} AS value, key FROM objects
      WHERE ${within({ after, upTo: undefined }, scope, order)}
      ORDER BY ${orderBy} LIMIT 1 OFFSET ${this.#sliceRows - 1}`.execute(
      this.#db,
    );
    return rows[0];
  }
}

export interface ScopeCount {
  objects: number;
  folders: number;
  bytes: number;
}

interface SliceCount extends ScopeCount {
  first: string | null;
  last: string | null;
}

/** The rows of a slice; in the order of keys only those between the scope's bounds. */
function within(
  { after, upTo }: Slice,
  scope: ObjectScope,
  order: ObjectOrder,
): RawBuilder<boolean> {
  const { tuple, place, isAfter, isUpTo } = orderSql(order);
  const conditions = [
    sql`bucket = ${scope.bucket}`,
    ...(order.by === "key" ? keyBounds(scope, order, after) : []),
    ...(after ? [sql`${tuple} ${isAfter} ${place(after)}`] : []),
    ...(upTo ? [sql`${tuple} ${isUpTo} ${place(upTo)}`] : []),
  ];
  return sql.join(conditions, sql` AND `);
}

/** SQLite begins at one bound of a column, so a nearer one must stand alone. */
function keyBounds(
  scope: ObjectScope,
  { isDescending }: ObjectOrder,
  after: Place | undefined,
): RawBuilder<boolean>[] {
  const { from, before } = keyRange(scope);
  const isPastFrom = after && compareUtf8(after.key, from) >= 0;
  const isShortOfBefore =
    after && before !== undefined && compareUtf8(after.key, before) < 0;
  return [
    ...(from === "" || (isPastFrom && !isDescending)
      ? []
      : [sql<boolean>`key >= ${from}`]),
    ...(before === undefined || (isShortOfBefore && isDescending)
      ? []
      : [sql<boolean>`key < ${before}`]),
  ];
}
