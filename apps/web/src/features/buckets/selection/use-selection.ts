import type { ObjectSummary } from "@oscar/contracts";
import { useCallback, useEffect, useRef, useState } from "react";
import { showFailure } from "../../../components/messages.tsx";
import { isWhole, type Listing, loadedRows } from "../listing/listing.ts";
import { pickAll } from "./resolve-selection.ts";
import {
  arrivedSince,
  countOf,
  isPicked,
  NOTHING,
  type Picked,
  pickKnown,
  withObjects,
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
  isTicked: (object: ObjectSummary) => boolean;
  /** Ticks or unticks a row; with `isRange`, all from the row that was ticked before. */
  toggle: (index: number, options: RangeOption) => void;
  /** Ticks the rows of the page, or at All everything; unticks where all of that is ticked. */
  togglePage: () => void;
  page: "none" | "some" | "all";
  /** Ticks everything that matches the search, on whatever page. */
  pickEverything: () => Promise<void>;
  isPicking: boolean;
  clear: () => void;
}

interface SelectionOptions {
  listing: Listing;
  search: string;
  isAllRows: boolean;
}

/** What is ticked in a bucket's list. */
export function useSelection(
  bucket: string,
  { listing, search, isAllRows }: SelectionOptions,
): SelectionControl {
  const [picked, setPicked] = useState<Picked>(NOTHING);
  const [isPicking, setIsPicking] = useState(false);
  const anchor = useRef<string | undefined>(undefined);
  const rows = isAllRows ? [] : loadedRows(listing);
  const count = countOf(picked);
  const page = isAllRows
    ? shareOf(count, listing.total)
    : shareOf(rows.filter((row) => isPicked(picked, row)).length, rows.length);

  const pickEverything = useCallback(async () => {
    if (isWhole(listing) && listing.rowCount <= MAX_KNOWN)
      return setPicked(pickKnown(loadedRows(listing), search));
    setIsPicking(true);
    try {
      setPicked(await pickAll(bucket, search));
    } catch (error) {
      showFailure(error);
    } finally {
      setIsPicking(false);
    }
  }, [bucket, listing, search]);

  const clear = useCallback(() => setPicked(NOTHING), []);

  // The same function for as long as the page lives, so that no row is drawn anew for it.
  const latest = useRef({ picked, listing });
  useEffect(() => {
    latest.current = { picked, listing };
  });
  const toggle = useCallback((index: number, { isRange }: RangeOption) => {
    const { picked: before, listing: shown } = latest.current;
    const row = shown.rowAt(index);
    if (!row) return;
    const isTicked = !isPicked(before, row);
    const from = isRange && anchor.current ? shown.indexOf(anchor.current) : -1;
    const objects = from === -1 ? [row] : between(shown, from, index);
    setPicked(withObjects(before, objects, isTicked));
    anchor.current = row.key;
  }, []);

  function togglePage(): void {
    if (isAllRows) {
      if (page === "all") clear();
      else void pickEverything();
      return;
    }
    setPicked(withObjects(picked, rows, page !== "all"));
  }

  return {
    picked,
    count,
    arrived: arrivedSince(picked, { search, total: listing.total }),
    isTicked: (object) => isPicked(picked, object),
    toggle,
    togglePage,
    page,
    pickEverything,
    isPicking,
    clear,
  };
}

function shareOf(count: number, total: number): "none" | "some" | "all" {
  if (count === 0) return "none";
  return count >= total && total >= 0 ? "all" : "some";
}

function between(listing: Listing, from: number, to: number): ObjectSummary[] {
  const objects: ObjectSummary[] = [];
  for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
    const row = listing.rowAt(index);
    if (row) objects.push(row);
  }
  return objects;
}
