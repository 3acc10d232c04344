import { createSignal } from "../../../lib/signal.ts";

export const isPaletteOpen = createSignal(false);

/** What was typed before there was a field for it. */
const ahead = { text: "", isEntered: false };

/**
 * Opens the palette. Its code may still be on its way: what is typed until it is there is
 * kept for it, and nothing else acts on it.
 */
export function openPalette(): void {
  Object.assign(ahead, { text: "", isEntered: false });
  document.addEventListener("keydown", keep, { capture: true });
  isPaletteOpen.set(true);
}

export function closePalette(): void {
  stopKeeping();
  isPaletteOpen.set(false);
}

/** From now on the palette itself hears the keys. Returns what was typed until now. */
export function stopKeeping(): typeof ahead {
  document.removeEventListener("keydown", keep, { capture: true });
  return ahead;
}

function keep(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") closePalette();
  else if (event.key === "Enter") ahead.isEntered = true;
  else if (event.key === "Backspace") ahead.text = ahead.text.slice(0, -1);
  else if (event.key.length === 1) ahead.text += event.key;
  else return;
  event.preventDefault();
  event.stopPropagation();
}
