import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { NavigationType, useLocation, useNavigationType } from "react-router";

const STORAGE_KEY = "oscar-scroll";
/** Longer than any list that is still wanted takes to come. */
const PATIENCE_MS = 3000;

const positions = new Map<string, number>(readStored());

/** Remembers how far each entry of the history is scrolled. Used once, by the shell. */
export function useScrollMemory(): void {
  const { key } = useLocation();
  const shown = useRef(key);
  // Before the new page's scroll is told, and after the last of the old one's.
  useLayoutEffect(() => {
    shown.current = key;
  }, [key]);
  useEffect(() => {
    const remember = () => positions.set(shown.current, window.scrollY);
    window.addEventListener("scroll", remember, { passive: true });
    return () => window.removeEventListener("scroll", remember);
  }, []);
  useEffect(() => {
    // The browser would do it before there is anything to scroll.
    history.scrollRestoration = "manual";
    window.addEventListener("pagehide", store);
    return () => window.removeEventListener("pagehide", store);
  }, []);
}

/** Begins a page at its top, or, where the reader came back to it, where it was left. */
export function usePageScroll(): void {
  const { key } = useLocation();
  const isBack = useNavigationType() === NavigationType.Pop;
  // Another address of the same page does not move it.
  const [start] = useState(() => (isBack ? (positions.get(key) ?? 0) : 0));
  useLayoutEffect(() => scrollTo(start), [start]);
}

/** Scrolls as soon as the page is high enough, unless the reader is faster. */
function scrollTo(top: number): () => void {
  window.scrollTo({ top, behavior: "instant" });
  const end = new AbortController();
  const { signal } = end;
  const stop = () => end.abort();
  if (Math.abs(window.scrollY - top) < 1) return stop;
  const growth = new ResizeObserver(() => {
    window.scrollTo({ top, behavior: "instant" });
    if (Math.abs(window.scrollY - top) < 1) stop();
  });
  const timer = setTimeout(stop, PATIENCE_MS);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    growth.disconnect();
  });
  for (const act of ["wheel", "touchmove", "keydown", "pointerdown"])
    window.addEventListener(act, stop, { passive: true, signal });
  growth.observe(document.body);
  return stop;
}

function store(): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify([...positions]));
  } catch {
    // Storage is full or switched off: then a reload begins at the top.
  }
}

function readStored(): [string, number][] {
  try {
    const stored: unknown = JSON.parse(
      sessionStorage.getItem(STORAGE_KEY) ?? "[]",
    );
    return Array.isArray(stored) ? (stored as [string, number][]) : [];
  } catch {
    return [];
  }
}
