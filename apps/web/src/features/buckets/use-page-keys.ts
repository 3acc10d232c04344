import { useEffect, useRef } from "react";
import { usePreference } from "../../lib/preferences.ts";

interface PageKeys {
  onSelectAll: () => void;
  onEscape: () => void;
  onUpload: () => void;
}

/** Ctrl+A, Esc, and, where shortcuts are on, `u` and `/`; not while one types or a dialog is open. */
export function usePageKeys(keys: PageKeys): void {
  const [hasShortcuts] = usePreference("shortcuts");
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || isElsewhere(event.target)) return;
      const hasControl = event.ctrlKey || event.metaKey;
      if (hasControl && event.key.toLowerCase() === "a" && !event.altKey) {
        event.preventDefault();
        return latest.current.onSelectAll();
      }
      if (hasControl || event.altKey) return;
      if (event.key === "Escape") return latest.current.onEscape();
      if (!hasShortcuts) return;
      if (event.key === "u") {
        event.preventDefault();
        latest.current.onUpload();
      }
      if (event.key === "/") {
        event.preventDefault();
        document
          .querySelector<HTMLInputElement>("[data-search] input")
          ?.focus();
      }
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [hasShortcuts]);
}

function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      ".MuiModal-root, input:not([type=checkbox]), textarea, [contenteditable=true]",
    ) !== null
  );
}
