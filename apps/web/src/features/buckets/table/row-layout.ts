import useMediaQuery from "@mui/material/useMediaQuery";
import type { CSSProperties } from "react";
import { useRowHeight as useTableRowHeight } from "../../../lib/use-row-height.ts";

/** Below this width rows are cards. */
const CARDS = "@media (max-width: 599.95px)";
const CARD_HEIGHT = 68;
/** Beside a preview there is no room for the times. */
const NARROW = "@container list (min-width: 420px) and (max-width: 660px)";

/** To be set on what holds the table: its own width decides, not the window's. */
export const LIST_CONTAINER = {
  containerType: "inline-size",
  containerName: "list",
} as const;

/** Buttons beside each other say what they do only where there is room for the words. */
export const WITH_WORDS = "@container list (min-width: 800px)";

/** The columns: tick, name, size, time, actions. */
export const COLUMNS = {
  display: "grid",
  gridTemplateColumns: "48px minmax(0, 1fr) 112px 168px 84px",
  alignItems: "center",
  pl: { xs: 0.5, sm: 1 },
  pr: { xs: 0.5, sm: 1 },
  [NARROW]: { gridTemplateColumns: "48px minmax(0, 1fr) 96px 72px" },
} as const;

export const WIDE_ONLY = { [NARROW]: { display: "none" } } as const;

export const CARD = {
  [CARDS]: {
    gridTemplateColumns: "40px auto 1fr 44px",
    gridTemplateAreas: '"tick name name acts" "tick size time acts"',
    gridTemplateRows: "34px 26px",
    alignContent: "center",
  },
} as const;

/** Where a cell is in a card. */
export function area(name: "tick" | "name" | "size" | "time" | "acts") {
  return { xs: name, sm: "auto" };
}

/** Every row is as high, so that 100 000 of them need not be measured. */
export function useRowHeight(): number {
  const rowHeight = useTableRowHeight();
  const isCard = useMediaQuery("(max-width: 599.95px)", { noSsr: true });
  return isCard ? CARD_HEIGHT : rowHeight;
}

/** Where a row is drawn: after the row before it, or `top` pixels below the list's beginning. */
export interface RowPlace {
  height: number;
  top?: number;
}

export function placeStyle({ height, top }: RowPlace): CSSProperties {
  if (top === undefined) return { height };
  return {
    height,
    position: "absolute",
    insetInline: 0,
    transform: `translateY(${top}px)`,
  };
}
