import type { ObjectPage, ObjectSummary } from "@oscar/contracts";

/** A folder, whose key ends with its slash. */
export interface FolderRow {
  key: string;
  isFolder: true;
}

/** What a line of a listing stands for. */
export type ListRow = ObjectSummary | FolderRow;

export function isFolder(row: ListRow): row is FolderRow {
  return "isFolder" in row;
}

/** The rows of a page; folders come first, as the server sorts them. */
export function rowsOf({ prefixes, objects }: ObjectPage): ListRow[] {
  const folders = prefixes.map((key) => ({ key, isFolder: true }) as const);
  return [...folders, ...objects];
}

/** The objects that a table shows, however they are fetched. */
export interface Listing {
  /** How many match in all; -1 while that is not known. */
  total: number;
  /** The place of the first row among all that match. */
  offset: number;
  /** How many rows there are to show, loaded or not. */
  rowCount: number;
  /** Undefined for a row that is not loaded yet. */
  rowAt: (index: number) => ListRow | undefined;
  /** The place of an object or folder among the loaded rows, or -1. */
  indexOf: (key: string) => number;
  /** The first answer has not come yet. */
  isPending: boolean;
  /** What is shown belongs to the search or page before. */
  isOutdated: boolean;
  error: unknown;
  /** Why some of the rows are not loaded, while others are. */
  gapError?: unknown;
  refresh: () => Promise<unknown>;
  /** Sees to it that these rows get loaded. */
  need: (first: number, last: number) => void;
}

/** All loaded rows of a listing, in order. */
export function loadedRows({ rowCount, rowAt }: Listing): ListRow[] {
  const rows: ListRow[] = [];
  for (let index = 0; index < rowCount; index++) {
    const row = rowAt(index);
    if (row) rows.push(row);
  }
  return rows;
}

/** True where everything that matches is loaded. */
export function isWhole(listing: Listing): boolean {
  const { offset, rowCount, total, rowAt } = listing;
  if (offset > 0 || total !== rowCount || listing.isOutdated) return false;
  return rowCount === 0 || rowAt(rowCount - 1) !== undefined;
}
