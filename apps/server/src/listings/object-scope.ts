import { foldText } from "@oscar/contracts";
import { type RawBuilder, sql } from "kysely";

/** Which objects of a bucket are meant. */
export interface ObjectScope {
  bucket: string;
  prefix: string;
  /** Only what has no further slash after the prefix; the rest is its folders. */
  isFolded: boolean;
  search: string;
}

export interface ObjectOrder {
  by: "key" | "size" | "modified";
  isDescending: boolean;
}

/** A place in an order; in the order of keys the value means nothing. */
export interface Place {
  value: number;
  key: string;
}

/** What follows the prefix of a scope in a key. */
function rest({ prefix }: ObjectScope): RawBuilder<string> {
  // SQLite counts characters, not UTF-16 units.
  return sql`substr(key, ${Array.from(prefix).length + 1})`;
}

/** The folder of a scope that a key is in, with its slash. */
export function folderOfKey(scope: ObjectScope): RawBuilder<string> {
  const before = Array.from(scope.prefix).length;
  return sql`substr(key, 1, ${before} + instr(${rest(scope)}, '/'))`;
}

export function isInFolder(scope: ObjectScope): RawBuilder<boolean> {
  return sql`instr(${rest(scope)}, '/') > 0`;
}

/**
 * What an object of the bucket must be to belong to a scope; in the order of keys, the range
 * of its key aside.
 */
export function isWanted(
  scope: ObjectScope,
  { by }: ObjectOrder,
): RawBuilder<boolean> {
  const { isFolded, search } = scope;
  const { from, before } = keyRange(scope);
  const conditions = [
    ...(by === "key" || from === "" ? [] : [sql`key >= ${from}`]),
    ...(by === "key" || before === undefined ? [] : [sql`key < ${before}`]),
    ...(isFolded ? [sql`NOT ${isInFolder(scope)}`] : []),
    ...(search === ""
      ? []
      : [sql`instr(coalesce(folded, lower(key)), ${foldText(search)}) > 0`]),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `);
}

/** Between which keys a scope lies; the end is excluded, and missing where there is none. */
export function keyRange({ prefix }: ObjectScope): {
  from: string;
  before: string | undefined;
} {
  return { from: prefix, before: afterPrefix(prefix) };
}

/** The first text, in the order of UTF-8, after all that begin with a prefix. */
function afterPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0) ?? 0;
    if (point === 0x10ffff) continue;
    // Surrogates are no characters.
    const next = point === 0xd7ff ? 0xe000 : point + 1;
    return points.join("") + String.fromCodePoint(next);
  }
  return undefined;
}

/** An order as SQL: what it compares, and in which direction. */
export function orderSql({ by, isDescending }: ObjectOrder) {
  const direction = isDescending ? sql`DESC` : sql`ASC`;
  const column = by === "size" ? sql.ref("size") : sql.ref("modified_at");
  const isByKey = by === "key";
  return {
    value: isByKey ? sql<number>`0` : sql<number>`${column}`,
    tuple: isByKey ? sql`key` : sql`(${column}, key)`,
    place: ({ value, key }: Place) =>
      isByKey ? sql`${key}` : sql`(${value}, ${key})`,
    orderBy: isByKey
      ? sql`key ${direction}`
      : sql`${column} ${direction}, key ${direction}`,
    /** The same for rows that are already found: the plus keeps SQLite from walking an index. */
    orderFew: isByKey
      ? sql`key ${direction}`
      : sql`+${column} ${direction}, key ${direction}`,
    isAfter: isDescending ? sql`<` : sql`>`,
    isUpTo: isDescending ? sql`>=` : sql`<=`,
  };
}
