import {
  type DOMAttributes,
  type SyntheticEvent,
  useEffect,
  useRef,
  useState,
} from "react";

const SHOW_AFTER_MS = 400;
/** Time to move the pointer over the gap to the bubble. */
const HIDE_AFTER_MS = 80;

type Handlers = DOMAttributes<HTMLElement>;

/** When a tooltip is shown, and at what. Handlers that are there already are called first. */
export function useTooltip(own: Handlers) {
  const [anchor, setAnchor] = useState<HTMLElement>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!anchor) return;
    const press = ({ key }: KeyboardEvent) => {
      if (key === "Escape") setAnchor(undefined);
    };
    document.addEventListener("keydown", press, { capture: true });
    return () =>
      document.removeEventListener("keydown", press, { capture: true });
  }, [anchor]);

  const soon = (next: HTMLElement | undefined, afterMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(next), afterMs);
  };
  const handlers: Handlers = {
    onPointerEnter(event) {
      own.onPointerEnter?.(event);
      soon(event.currentTarget, SHOW_AFTER_MS);
    },
    onPointerLeave(event) {
      own.onPointerLeave?.(event);
      soon(undefined, HIDE_AFTER_MS);
    },
    onPointerDown(event) {
      own.onPointerDown?.(event);
      // What is pressed is understood. A finger that rests asks for it.
      if (event.pointerType !== "touch") hide();
    },
    onFocus(event) {
      own.onFocus?.(event);
      if (event.currentTarget.matches(":focus-visible")) show(event);
    },
    onBlur(event) {
      own.onBlur?.(event);
      hide();
    },
  };
  const show = ({ currentTarget }: SyntheticEvent<HTMLElement>) => {
    clearTimeout(timer.current);
    setAnchor(currentTarget);
  };
  const hide = () => {
    clearTimeout(timer.current);
    setAnchor(undefined);
  };
  return { anchor, handlers };
}
