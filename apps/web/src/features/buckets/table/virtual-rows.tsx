import Box from "@mui/material/Box";
import {
  defaultRangeExtractor,
  observeWindowOffset,
  useWindowVirtualizer,
  type Virtualizer,
} from "@tanstack/react-virtual";
import {
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { Listing } from "../listing/listing.ts";
import type { RowPlace } from "./row-layout.ts";
import type { Grid } from "./use-grid.ts";

const OVERSCAN = 12;
/** What covers the top of the list: the app's bar, the toolbar, the header. */
const COVERED_PX = 152;

export interface VirtualRowsProps {
  listing: Listing;
  rowHeight: number;
  grid: Pick<Grid, "focusedIndex" | "stopIndex">;
  drawRow: (index: number, place: RowPlace, isStop: boolean) => ReactNode;
}

/** Only the rows in sight are in the document, and the one that has the focus. */
export function VirtualRows({
  listing,
  rowHeight,
  grid: { focusedIndex, stopIndex },
  drawRow,
}: VirtualRowsProps) {
  const body = useRef<HTMLDivElement>(null);
  const top = useTop(body);
  const virtual = useWindowVirtualizer({
    count: listing.rowCount,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollToFn: leaveScroll,
    observeElementOffset: followScroll,
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) =>
        withIndex(defaultRangeExtractor(range), focusedIndex, range.count),
      [focusedIndex],
    ),
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  const { need } = listing;
  useEffect(() => need(first, last + OVERSCAN), [need, first, last]);
  useAnchor({ listing, rowHeight, top });
  const firstInSight = Math.min(
    last,
    first + Math.ceil(COVERED_PX / rowHeight),
  );
  const isInSight =
    stopIndex !== -1 &&
    (stopIndex === focusedIndex || (stopIndex >= first && stopIndex <= last));
  return (
    <Box
      ref={body}
      role="rowgroup"
      sx={{ position: "relative", overflowAnchor: "none" }}
      style={{ height: virtual.getTotalSize() }}
    >
      {items.map(({ index, start }) =>
        drawRow(
          index,
          { height: rowHeight, top: start - top },
          index === (isInSight ? stopIndex : firstInSight),
        ),
      )}
    </Box>
  );
}

/** How far below the document's beginning the list begins. */
function useTop(body: React.RefObject<HTMLDivElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const box = body.current?.getBoundingClientRect();
      if (box) setTop(Math.round(box.top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [body]);
  return top;
}

interface AnchorOptions {
  listing: Listing;
  rowHeight: number;
  top: number;
}

/** Keeps the first row in sight where it is when rows come or go above it. */
function useAnchor({ listing, rowHeight, top }: AnchorOptions): void {
  const anchor = useRef<{ key: string; index: number } | undefined>(undefined);
  useLayoutEffect(() => {
    const known = anchor.current;
    const firstPx = window.scrollY + COVERED_PX - top;
    if (known && known.index > 0 && firstPx > 0) {
      if (listing.rowAt(known.index)?.key !== known.key) {
        const index = listing.indexOf(known.key);
        if (index !== -1) {
          window.scrollBy({
            top: (index - known.index) * rowHeight,
            behavior: "instant",
          });
        }
      }
    }
    const remember = () => {
      const index = Math.max(
        0,
        Math.ceil((window.scrollY + COVERED_PX - top) / rowHeight),
      );
      const key = listing.rowAt(index)?.key;
      anchor.current = key === undefined ? undefined : { key, index };
    };
    remember();
    window.addEventListener("scroll", remember, { passive: true });
    return () => window.removeEventListener("scroll", remember);
  });
}

/**
 * All rows are of one height, so nothing has to be made up for; and where the virtualizer
 * begins by scrolling to where it was created, a reader who was faster would be sent back.
 */
function leaveScroll(): void {
  // The reader alone scrolls, and `useAnchor`.
}

/** Begins with where the reader is by now, which may be far from where the first draft was made. */
function followScroll(
  virtual: Virtualizer<Window, Element>,
  tell: (offset: number, isScrolling: boolean) => void,
): (() => void) | undefined {
  const stop = observeWindowOffset(virtual, tell);
  tell(window.scrollY, false);
  return stop;
}

function withIndex(
  indexes: number[],
  index: number | undefined,
  count: number,
): number[] {
  if (index === undefined || index >= count || indexes.includes(index))
    return indexes;
  return [...indexes, index].toSorted((a, b) => a - b);
}
