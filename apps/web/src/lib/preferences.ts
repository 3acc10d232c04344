import { useSyncExternalStore } from "react";

const STORAGE_KEY = "oscar-preferences";

/** Rows of a table's page; -1 is all. */
export const ROWS_PER_PAGE = [5, 10, 25, -1] as const;

/** What each may be. */
const CHOICES = {
  rowsPerPage: ROWS_PER_PAGE,
  density: ["comfortable", "compact"],
  times: ["relative", "absolute"],
  shortcuts: [true, false],
  isDrawerMini: [true, false],
  isDrawerHidden: [true, false],
  isLogWrapped: [true, false],
  areFoldersShown: [true, false],
} as const;
export type Preferences = {
  -readonly [K in keyof typeof CHOICES]: (typeof CHOICES)[K][number];
};

const DEFAULTS: Preferences = {
  rowsPerPage: 25,
  density: "comfortable",
  times: "relative",
  shortcuts: true,
  isDrawerMini: false,
  isDrawerHidden: false,
  isLogWrapped: true,
  areFoldersShown: false,
};

let current = read();
const listeners = new Set<() => void>();
apply();

/** A choice of this browser, and how to change it; shared by all tabs. */
export function usePreference<K extends keyof Preferences>(
  name: K,
): [Preferences[K], (value: Preferences[K]) => void] {
  const value = useSyncExternalStore(subscribe, () => current[name]);
  return [value, (next) => write({ ...current, [name]: next })];
}

function read(): Preferences {
  try {
    const text = localStorage.getItem(STORAGE_KEY) ?? "{}";
    const stored = JSON.parse(text) as Record<string, unknown>;
    const known = Object.entries(CHOICES).filter(([name, choices]) =>
      (choices as readonly unknown[]).includes(stored[name]),
    );
    return {
      ...DEFAULTS,
      ...Object.fromEntries(known.map(([name]) => [name, stored[name]])),
    };
  } catch {
    return DEFAULTS; // storage is switched off, or holds what we did not write
  }
}

/** Styles ask for it by an attribute of the page. */
function apply(): void {
  if (typeof document === "undefined") return; // a test without a page
  document.documentElement.dataset["density"] = current.density;
}

function write(next: Preferences): void {
  current = next;
  apply();
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
    apply();
    listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", onStorage);
  };
}
