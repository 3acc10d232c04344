import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";
import type { Listing } from "../listing/listing.ts";
import type { SelectionControl } from "../selection/use-selection.ts";
import {
  besideCell,
  type Cell,
  focusCell,
  type GridPlace,
  indexNow,
  placeOf,
} from "./grid-focus.ts";

interface GridOptions {
  listing: Listing;
  selection: SelectionControl;
  /** The arrow keys have led to a row. */
  onMove: (index: number) => void;
  onDelete: (index: number) => void;
}

export interface Grid {
  handlers: {
    onFocus: (event: FocusEvent<HTMLElement>) => void;
    onBlur: () => void;
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  };
  /** The row that has the focus, wherever it is by now. */
  focusedIndex: number | undefined;
  /** The row that the Tab key leads to when the grid has no focus; -1 for the first in sight. */
  stopIndex: number;
  stopCell: Cell;
}

/**
 * The keyboard within the list (the grid pattern of the ARIA Authoring Practices): one stop
 * for the Tab key; arrows go from row to row, Space ticks, Enter opens, Delete asks.
 */
export function useGrid(
  ref: RefObject<HTMLElement | null>,
  options: GridOptions,
): Grid {
  const { listing } = options;
  const [place, setPlace] = useState<GridPlace>();
  const [hasFocus, setHasFocus] = useState(false);
  const index = place ? indexNow(listing, place) : -1;
  useStandIn(ref, place, { listing, hasFocus });

  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const onFocus = useCallback((event: FocusEvent<HTMLElement>) => {
    setHasFocus(true);
    const next = placeOf(event.target, latest.current.listing);
    if (next) setPlace(next);
  }, []);
  const onBlur = useCallback(() => setHasFocus(false), []);
  const onKeyDown = useCallback((event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const from = placeOf(event.target as Element, latest.current.listing);
    if (from && press(event, from, latest.current)) event.preventDefault();
  }, []);
  return {
    handlers: { onFocus, onBlur, onKeyDown },
    focusedIndex: hasFocus && index !== -1 ? index : undefined,
    stopIndex: index,
    stopCell: place?.cell ?? "name",
  };
}

/** What a key does in the grid; true where it did something. */
function press(
  { key, shiftKey, currentTarget: grid }: KeyboardEvent<HTMLElement>,
  { index, cell }: GridPlace,
  { listing, selection, onMove, onDelete }: GridOptions,
): boolean {
  switch (key) {
    case "ArrowDown":
    case "ArrowUp": {
      const next = index + (key === "ArrowDown" ? 1 : -1);
      if (!listing.rowAt(next)) return true;
      if (shiftKey) selection.extend(index, next);
      if (focusCell(grid, { index: next, cell })) onMove(next);
      return true;
    }
    case "ArrowLeft":
    case "ArrowRight": {
      const step = key === "ArrowRight" ? 1 : -1;
      focusCell(grid, { index, cell: besideCell(cell, step) });
      return true;
    }
    case " ":
      // A tick and a button do their own with it.
      if (cell !== "name") return false;
      selection.toggle(index, { isRange: shiftKey });
      return true;
    case "Delete":
      onDelete(index);
      return true;
    default:
      return false;
  }
}

/**
 * Where the row with the focus has gone (it was deleted here or elsewhere), the row in its
 * place gets it: else the keyboard would begin at the top of the page again.
 */
function useStandIn(
  ref: RefObject<HTMLElement | null>,
  place: GridPlace | undefined,
  { listing, hasFocus }: { listing: Listing; hasFocus: boolean },
): void {
  const lost = useRef(false);
  useEffect(() => {
    // Whoever clicks elsewhere has taken the focus away on purpose.
    const forget = ({ target }: PointerEvent) => {
      const isOutside = !ref.current?.contains(target as Node);
      const isDialog = (target as Element).closest?.("[role=dialog]") !== null;
      if (isOutside && !isDialog) lost.current = false;
    };
    document.addEventListener("pointerdown", forget);
    return () => document.removeEventListener("pointerdown", forget);
  }, [ref]);
  useEffect(() => {
    if (hasFocus) lost.current = true;
    const isNowhere = document.activeElement === document.body;
    if (!ref.current || !place || !lost.current || !isNowhere) return;
    if (indexNow(listing, place) !== -1) return;
    const index = Math.min(place.index, listing.rowCount - 1);
    focusCell(ref.current, { ...place, index }, { preventScroll: true });
  });
}
