import { useSyncExternalStore } from "react";
import { z } from "zod";

const STORAGE_KEY = "oscar-preferences";

const Preferences = z.object({
  /** Rows of a table's page; -1 is all. */
  rowsPerPage: z.union([
    z.literal(5),
    z.literal(10),
    z.literal(25),
    z.literal(-1),
  ]),
  density: z.enum(["comfortable", "compact"]),
  times: z.enum(["relative", "absolute"]),
  shortcuts: z.boolean(),
  isDrawerMini: z.boolean(),
  isDrawerHidden: z.boolean(),
  isLogWrapped: z.boolean(),
});
export type Preferences = z.infer<typeof Preferences>;

const DEFAULTS: Preferences = {
  rowsPerPage: 25,
  density: "comfortable",
  times: "relative",
  shortcuts: true,
  isDrawerMini: false,
  isDrawerHidden: false,
  isLogWrapped: true,
};

let current = read();
const listeners = new Set<() => void>();

/** A choice of this browser, and how to change it; shared by all tabs. */
export function usePreference<K extends keyof Preferences>(
  name: K,
): [Preferences[K], (value: Preferences[K]) => void] {
  const value = useSyncExternalStore(subscribe, () => current[name]);
  return [value, (next) => write({ ...current, [name]: next })];
}

function read(): Preferences {
  try {
    const stored: unknown = JSON.parse(
      localStorage.getItem(STORAGE_KEY) ?? "{}",
    );
    const parsed = Preferences.partial().safeParse(stored);
    return { ...DEFAULTS, ...(parsed.success ? parsed.data : {}) };
  } catch {
    return DEFAULTS; // storage is switched off, or holds what we did not write
  }
}

function write(next: Preferences): void {
  current = next;
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  } catch {
    // Storage is full or switched off: the choice lasts as long as this page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== STORAGE_KEY) return;
    current = read();
    listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", onStorage);
  };
}
