import { useEffect, useRef } from "react";
import { usePreference } from "./preferences.ts";
import { createSignal } from "./signal.ts";

interface Keys {
  key: string;
  withControl?: boolean;
  /** A key alone may be struck by accident or by speech: those can be switched off. */
  isSwitchable?: boolean;
  /** Also while one types. */
  isEverywhere?: boolean;
}

/** Every shortcut of the app, in the order in which the help names them. */
export const SHORTCUTS = {
  palette: { key: "k", withControl: true, isEverywhere: true },
  search: { key: "/", isSwitchable: true },
  new: { key: "n", isSwitchable: true },
  upload: { key: "u", isSwitchable: true },
  selectAll: { key: "a", withControl: true },
  clear: { key: "Escape" },
  help: { key: "?", isSwitchable: true },
} as const satisfies Record<string, Keys>;
export type Shortcut = keyof typeof SHORTCUTS;

export type ShortcutActs = Partial<Record<Shortcut, () => void>>;

/** The acts of what is shown now; the last that has one for a shortcut takes it. */
const stack = createSignal<readonly { current: ShortcutActs }[]>([]);

/** Acts on shortcuts while the component is there. What lies within it comes before it. */
export function useShortcuts(acts: ShortcutActs): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    stack.set([...stack.get(), latest]);
    return () => stack.set(stack.get().filter((entry) => entry !== latest));
  }, []);
}

/** Which shortcuts do something on the page that is shown. */
export function useActiveShortcuts(): Shortcut[] {
  const entries = stack.use();
  const [isOn] = usePreference("shortcuts");
  return (Object.keys(SHORTCUTS) as Shortcut[]).filter(
    (name) =>
      (isOn || !isSwitchable(name)) &&
      entries.some(({ current }) => current[name] !== undefined),
  );
}

/** Listens to the keyboard. Used once, by the shell. */
export function useShortcutKeys(): void {
  const [isOn] = usePreference("shortcuts");
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const name = shortcutOf(event);
      if (!name || (!isOn && isSwitchable(name))) return;
      const act = stack
        .get()
        .findLast(({ current }) => current[name] !== undefined)?.current[name];
      if (!act) return;
      if (name !== "clear") event.preventDefault();
      act();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [isOn]);
}

function isSwitchable(name: Shortcut): boolean {
  const keys: Keys = SHORTCUTS[name];
  return keys.isSwitchable === true;
}

function shortcutOf(event: KeyboardEvent): Shortcut | undefined {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const hasControl = event.ctrlKey || event.metaKey;
  const entries = Object.entries(SHORTCUTS) as [Shortcut, Keys][];
  const found = entries.find(
    ([, { key, withControl = false }]) =>
      withControl === hasControl &&
      (event.key === key || (withControl && event.key.toLowerCase() === key)),
  );
  if (!found || isElsewhere(event.target, found[1])) return undefined;
  return found[0];
}

/** Somebody types, or a dialog has the floor. */
function isElsewhere(target: EventTarget | null, keys: Keys): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest(".MuiModal-root, [role=listbox], [role=menu]"))
    return true;
  if (keys.isEverywhere) return false;
  return (
    target.closest(
      "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]",
    ) !== null
  );
}
