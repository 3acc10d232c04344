import Box from "@mui/material/Box";
import { type ReactNode, useLayoutEffect, useRef } from "react";

export type TooltipPlacement = "bottom" | "right";

const GAP = 6;
const MARGIN = 4;

interface TooltipBubbleProps {
  id: string;
  anchor: HTMLElement;
  placement: TooltipPlacement;
  children: ReactNode;
}

/** In the browser's top layer, so that nothing cuts or covers it. */
export function TooltipBubble(props: TooltipBubbleProps) {
  const { id, anchor, placement, children } = props;
  const bubble = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = bubble.current;
    if (!element) return;
    const put = () => putBeside(element, anchor.getBoundingClientRect());
    const putBeside = placement === "right" ? putRight : putBelow;
    element.showPopover();
    put();
    // Captured: what scrolls may be a part of the page.
    window.addEventListener("scroll", put, { capture: true, passive: true });
    return () => window.removeEventListener("scroll", put, { capture: true });
  }, [anchor, placement, children]);
  return (
    <Box
      ref={bubble}
      id={id}
      role="tooltip"
      popover="manual"
      // A click on it is none on what it is drawn over, nor on what holds it.
      onClick={(event) => event.stopPropagation()}
      sx={BUBBLE}
    >
      {children}
    </Box>
  );
}

function putBelow(element: HTMLElement, at: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = element;
  const below = at.bottom + GAP;
  const isRoom = below + height + MARGIN <= window.innerHeight;
  put(
    element,
    at.left + (at.width - width) / 2,
    isRoom ? below : at.top - GAP - height,
  );
}

function putRight(element: HTMLElement, at: DOMRect): void {
  put(element, at.right + GAP, at.top + (at.height - element.offsetHeight) / 2);
}

function put(element: HTMLElement, left: number, top: number): void {
  const most = window.innerWidth - element.offsetWidth - MARGIN;
  element.style.left = `${Math.max(MARGIN, Math.min(left, most))}px`;
  element.style.top = `${Math.max(MARGIN, top)}px`;
}

const BUBBLE = {
  position: "fixed",
  inset: "auto",
  m: 0,
  px: 1.25,
  py: 0.75,
  border: 0,
  borderRadius: 1,
  width: "max-content",
  maxWidth: "min(320px, calc(100vw - 8px))",
  whiteSpace: "pre-line",
  overflowWrap: "anywhere",
  fontSize: "0.75rem",
  lineHeight: "16px",
  fontWeight: 500,
  textAlign: "left",
  bgcolor: "#22303E",
  color: "#FFFFFF",
  animation: "oscar-tooltip 120ms",
  "@keyframes oscar-tooltip": { from: { opacity: 0 } },
} as const;
