import { useCallback, useEffect, useRef, useState } from "react";
import { showFailure } from "../../../components/messages.tsx";
import {
  isWhole,
  type Listing,
  type ListRow,
  loadedRows,
} from "../listing/listing.ts";
import { pickAll } from "./resolve-selection.ts";
import {
  arrivedSince,
  countOf,
  isPicked,
  NOTHING,
  type Picked,
  pickKnown,
  type Shown,
  withRows,
} from "./selection.ts";

/** More keys than these a request cannot hold; a rule stands for them. */
const MAX_KNOWN = 100_000;

interface RangeOption {
  isRange: boolean;
}

export interface SelectionControl {
  picked: Picked;
  count: number;
  /** How many have come since all were ticked. */
  arrived: number;
  isTicked: (row: ListRow) => boolean;
  /** Ticks or unticks a row; with `isRange`, all from the row that was ticked before. */
  toggle: (index: number, options: RangeOption) => void;
  /** Ticks both rows, as when a selection is drawn out by the keyboard. */
  extend: (from: number, to: number) => void;
  /** Ticks the rows of the page, or at All everything; unticks where all of that is ticked. */
  togglePage: () => void;
  page: "none" | "some" | "all";
  /** Ticks everything that matches the search, on whatever page. */
  pickEverything: () => Promise<void>;
  isPicking: boolean;
  untick: (row: ListRow) => void;
  clear: () => void;
}

interface SelectionOptions {
  listing: Listing;
  shown: Shown;
  isAllRows: boolean;
}

/** What is ticked in a bucket's list. */
export function useSelection(
  bucket: string,
  { listing, shown, isAllRows }: SelectionOptions,
): SelectionControl {
  const [picked, setPicked] = useState<Picked>(NOTHING);
  const [isPicking, setIsPicking] = useState(false);
  const anchor = useRef<string | undefined>(undefined);
  const rows = isAllRows ? [] : loadedRows(listing);
  const count = countOf(picked);
  const { folder, search } = shown;
  const page = isAllRows
    ? shareOf(count, picked.kind === "all" ? picked.total : listing.total)
    : shareOf(rows.filter((row) => isPicked(picked, row)).length, rows.length);

  const pickEverything = useCallback(async () => {
    if (isWhole(listing) && listing.rowCount <= MAX_KNOWN)
      return setPicked(pickKnown(loadedRows(listing), { folder, search }));
    setIsPicking(true);
    try {
      setPicked(await pickAll(bucket, { folder, search }));
    } catch (error) {
      showFailure(error);
    } finally {
      setIsPicking(false);
    }
  }, [bucket, listing, folder, search]);

  const clear = useCallback(() => setPicked(NOTHING), []);
  const untick = (row: ListRow) =>
    setPicked((before) => withRows(before, [row], false));
  // Rows of another folder are out of sight: nobody would know what a click acts on.
  const [pickedIn, setPickedIn] = useState(folder);
  if (pickedIn !== folder) {
    setPickedIn(folder);
    setPicked(NOTHING);
  }

  // The same function for as long as the page lives, so that no row is drawn anew for it.
  const latest = useRef({ picked, listing });
  useEffect(() => {
    latest.current = { picked, listing };
  });
  const toggle = useCallback((index: number, { isRange }: RangeOption) => {
    const { picked: before, listing: table } = latest.current;
    const row = table.rowAt(index);
    if (!row) return;
    const isTicked = !isPicked(before, row);
    const from = isRange && anchor.current ? table.indexOf(anchor.current) : -1;
    const all = from === -1 ? [row] : between(table, from, index);
    setPicked(withRows(before, all, isTicked));
    anchor.current = row.key;
  }, []);

  const extend = useCallback((from: number, to: number) => {
    const { picked: before, listing: table } = latest.current;
    setPicked(withRows(before, between(table, from, to), true));
    anchor.current = table.rowAt(to)?.key;
  }, []);

  function togglePage(): void {
    if (isAllRows) {
      if (page === "all") clear();
      else void pickEverything();
      return;
    }
    setPicked(withRows(picked, rows, page !== "all"));
  }

  return {
    picked,
    count,
    arrived: arrivedSince(picked, { ...shown, total: listing.total }),
    isTicked: (row) => isPicked(picked, row),
    toggle,
    extend,
    togglePage,
    page,
    pickEverything,
    isPicking,
    untick,
    clear,
  };
}

function shareOf(count: number, total: number): "none" | "some" | "all" {
  if (count === 0) return "none";
  return count >= total && total >= 0 ? "all" : "some";
}

function between(listing: Listing, from: number, to: number): ListRow[] {
  const rows: ListRow[] = [];
  for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
    const row = listing.rowAt(index);
    if (row) rows.push(row);
  }
  return rows;
}
