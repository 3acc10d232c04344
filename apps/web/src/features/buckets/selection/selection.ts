import { keyMatcher, type Selection } from "@oscar/contracts";
import { isFolder, type ListRow } from "../listing/listing.ts";

/** What the list shows: a folder or all, and what is searched. */
export interface Shown {
  folder: string | undefined;
  search: string;
}

/** Rows that were ticked one by one, or all at once while all of them were known. */
interface SomePicked {
  kind: "some";
  /** Bytes by key. */
  sizes: ReadonlyMap<string, number>;
  /** Each stands for all that is in it when it is used. */
  folders: ReadonlySet<string>;
  /** Where all were ticked at once: what was shown, and how many rows that were. */
  frozen?: Shown & { total: number };
}

/** All that matched when they were ticked, of which only the rule and the number are known. */
interface AllPicked {
  kind: "all";
  prefix: string;
  search: string;
  /** How many matched. */
  total: number;
  /** When the youngest of them was modified, by the store's own clock. */
  newestAt: string;
  except: ReadonlySet<string>;
}

/** What the reader has ticked. Frozen: what arrives later is not in it. */
export type Picked = SomePicked | AllPicked;

export const NOTHING: Picked = {
  kind: "some",
  sizes: new Map(),
  folders: new Set(),
};

/** How many rows are ticked; a folder counts as one. */
export function countOf(picked: Picked): number {
  return picked.kind === "some"
    ? picked.sizes.size + picked.folders.size
    : picked.total - picked.except.size;
}

/** The one object that is ticked, where it is but one. */
export function onlyObject(picked: Picked): string | undefined {
  if (countOf(picked) !== 1 || picked.kind === "all") return undefined;
  return [...picked.sizes.keys()][0];
}

/** The one folder that is ticked, where it is but one. */
export function onlyFolder(picked: Picked): string | undefined {
  if (countOf(picked) !== 1 || picked.kind === "all") return undefined;
  return [...picked.folders][0];
}

export function isPicked(picked: Picked, row: ListRow): boolean {
  if (picked.kind === "all") return isInRule(picked, row);
  return isFolder(row)
    ? picked.folders.has(row.key)
    : picked.sizes.has(row.key);
}

function isInRule(rule: AllPicked, row: ListRow): boolean {
  if (!row.key.startsWith(rule.prefix)) return false;
  if (isFolder(row)) return rule.search === "";
  return (
    !rule.except.has(row.key) &&
    keyMatcher(rule.search)(row.key) &&
    row.modifiedAt <= rule.newestAt
  );
}

/** The selection with these rows ticked, or not. */
export function withRows(
  picked: Picked,
  rows: readonly ListRow[],
  isTicked: boolean,
): Picked {
  if (picked.kind === "some") return withSome(picked, rows, isTicked);
  const except = new Set(picked.except);
  for (const row of rows) {
    // A rule takes objects out one by one; a folder in it stays.
    if (isFolder(row)) continue;
    if (isTicked) except.delete(row.key);
    else except.add(row.key);
  }
  return except.size >= picked.total ? NOTHING : { ...picked, except };
}

function withSome(
  picked: SomePicked,
  rows: readonly ListRow[],
  isTicked: boolean,
): Picked {
  const sizes = new Map(picked.sizes);
  const folders = new Set(picked.folders);
  for (const row of rows) {
    if (isFolder(row)) {
      if (isTicked) folders.add(row.key);
      else folders.delete(row.key);
    } else if (isTicked) sizes.set(row.key, row.size);
    else sizes.delete(row.key);
  }
  const isEmpty = sizes.size + folders.size === 0;
  return isEmpty ? NOTHING : { ...picked, sizes, folders };
}

/** Everything that is shown, all of it known. */
export function pickKnown(rows: readonly ListRow[], shown: Shown): Picked {
  const picked = withRows(NOTHING, rows, true);
  if (picked === NOTHING) return NOTHING;
  return { ...picked, frozen: { ...shown, total: rows.length } } as Picked;
}

/** How many have arrived since all were ticked; 0 where other things are shown. */
export function arrivedSince(
  picked: Picked,
  { total, ...shown }: Shown & { total: number },
): number {
  const before = totalBefore(picked, shown);
  return before === undefined || total < 0 ? 0 : Math.max(0, total - before);
}

function totalBefore(picked: Picked, shown: Shown): number | undefined {
  if (picked.kind === "some") {
    const { frozen } = picked;
    const isSame =
      frozen?.search === shown.search && frozen.folder === shown.folder;
    return isSame ? frozen.total : undefined;
  }
  // A rule counts all that is below a folder: the list does so, too, where it shows no folders.
  const isFlat = shown.folder === undefined || shown.search !== "";
  const isSame =
    picked.search === shown.search && picked.prefix === (shown.folder ?? "");
  return isFlat && isSame ? picked.total : undefined;
}

/** The selection as the server takes it; `arrived` are keys that came after it was made. */
export function selectionOf(
  picked: Picked,
  arrived: readonly string[] = [],
): Selection {
  if (picked.kind === "some") {
    const { sizes, folders } = picked;
    return {
      ...(sizes.size === 0 ? {} : { keys: [...sizes.keys()] }),
      ...(folders.size === 0 ? {} : { prefixes: [...folders] }),
    };
  }
  const { prefix, search } = picked;
  const except = [...new Set([...picked.except, ...arrived])];
  return {
    ...(prefix === "" ? { all: true } : { prefixes: [prefix] }),
    ...(search === "" ? {} : { search }),
    ...(except.length === 0 ? {} : { except }),
  };
}
