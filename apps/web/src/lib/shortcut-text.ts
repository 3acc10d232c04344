import { SHORTCUTS, type Shortcut } from "./shortcuts.ts";

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The keys of a shortcut as they are written on this machine's keyboard. */
export function keysOf(name: Shortcut): string[] {
  const keys = SHORTCUTS[name];
  const key = keys.key === "Escape" ? "Esc" : keys.key.toUpperCase();
  if (!("withControl" in keys)) return [key];
  return [isApple ? "⌘" : "Ctrl", key];
}
