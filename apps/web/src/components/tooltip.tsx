import {
  cloneElement,
  type DOMAttributes,
  type ReactElement,
  useId,
} from "react";
import { createPortal } from "react-dom";
import { TooltipBubble, type TooltipPlacement } from "./tooltip-bubble.tsx";
import { useTooltip } from "./use-tooltip.ts";

interface TooltipProps {
  /** Empty: none. */
  title: string;
  /** The title adds to what is written there. Else it is the name of what has only an icon. */
  describeChild?: boolean;
  placement?: TooltipPlacement;
  /** An element that passes what it is given on to the DOM. */
  children: ReactElement<ChildProps>;
}

type ChildProps = DOMAttributes<HTMLElement> & {
  title?: string | undefined;
  "aria-label"?: string | undefined;
  "aria-describedby"?: string | undefined;
};

/**
 * A word of explanation on hover and focus; Esc takes it away. MUI's own brings a positioning
 * engine along, a twentieth of what a browser may load for its first page.
 */
export function Tooltip(props: TooltipProps) {
  const {
    title,
    describeChild = false,
    placement = "bottom",
    children,
  } = props;
  const id = useId();
  const { anchor, handlers } = useTooltip(children.props);
  const isOpen = anchor !== undefined && title !== "";
  const naming: ChildProps = describeChild
    ? {
        "aria-describedby": isOpen ? id : children.props["aria-describedby"],
        // For those who can neither hover nor focus it; gone while the bubble says the same.
        title: isOpen || title === "" ? undefined : title,
      }
    : { "aria-label": children.props["aria-label"] ?? (title || undefined) };
  return (
    <>
      {cloneElement(children, { ...handlers, ...naming })}
      {isOpen &&
        createPortal(
          <TooltipBubble {...{ id, anchor, placement }}>{title}</TooltipBubble>,
          placeFor(anchor),
        )}
    </>
  );
}

/** Within the landmark or dialog of what it explains: elsewhere it would be out of all of them. */
function placeFor(anchor: HTMLElement): Element {
  return (
    anchor.closest("[role=dialog], main, nav, header, section") ?? document.body
  );
}
