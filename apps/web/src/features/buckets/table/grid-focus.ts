import type { Listing } from "../listing/listing.ts";

/** What of a row can have the focus, from left to right. */
const CELLS = ["tick", "name", "delete"] as const;
export type Cell = (typeof CELLS)[number];

/** A place in the grid: a row, by its key and where it was last seen, and what of it. */
export interface GridPlace {
  key: string;
  index: number;
  cell: Cell;
}

/** The cell to the left or right, or the same at the edge. */
export function besideCell(cell: Cell, step: 1 | -1): Cell {
  return CELLS[CELLS.indexOf(cell) + step] ?? cell;
}

/** Where a row is now; -1 where it is gone. Cheap while it stays where it was. */
export function indexNow(listing: Listing, place: GridPlace): number {
  if (listing.rowAt(place.index)?.key === place.key) return place.index;
  return listing.indexOf(place.key);
}

/** The place that an element within the grid belongs to. */
export function placeOf(
  element: Element,
  listing: Listing,
): GridPlace | undefined {
  const row = element.closest<HTMLElement>("[data-row]");
  const cell = element.closest<HTMLElement>("[data-cell]")?.dataset["cell"];
  const index = Number(row?.dataset["row"]);
  const key = row ? listing.rowAt(index)?.key : undefined;
  const known = CELLS.find((each) => each === cell);
  return key === undefined || !known ? undefined : { key, index, cell: known };
}

/** Gives the focus to a cell that is drawn; false where it is not. */
export function focusCell(
  grid: HTMLElement,
  { index, cell }: Pick<GridPlace, "index" | "cell">,
  options?: FocusOptions,
): boolean {
  const row = grid.querySelector(`[data-row="${index}"]`);
  const element = row?.querySelector<HTMLElement>(`[data-cell="${cell}"]`);
  element?.focus(options);
  return element !== undefined && element !== null;
}
