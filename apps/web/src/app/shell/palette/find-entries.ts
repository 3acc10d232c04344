import { foldText } from "@oscar/contracts";

/** One line of the palette. */
export interface Entry {
  id: string;
  group: "jobs" | "pages" | "acts" | "functions" | "buckets";
  label: string;
  /** Other words by which it is found, for example what it is called elsewhere. */
  words?: string | undefined;
}

/** So many are drawn; who wants others types on. */
const MOST = 50;

/**
 * The entries that hold every word of a query, the best first: those that begin with it, then
 * those with a word that does. Without a query all, as they are.
 */
export function findEntries<E extends Entry>(entries: E[], query: string): E[] {
  const wanted = foldText(query.trim());
  if (wanted === "") return entries.slice(0, MOST);
  const words = wanted.split(/\s+/);
  return entries
    .map((entry) => ({ entry, rank: rankOf(entry, wanted, words) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ entry }) => entry)
    .slice(0, MOST);
}

function rankOf(entry: Entry, wanted: string, words: string[]): number {
  const label = foldText(entry.label);
  const text = `${label} ${foldText(entry.words ?? "")}`;
  if (!words.every((word) => text.includes(word))) return 0;
  if (label === wanted) return 4;
  if (label.startsWith(wanted)) return 3;
  return text.split(/[\s./_-]+/).some((part) => part.startsWith(words[0] ?? ""))
    ? 2
    : 1;
}

/** The id in a text that is one, or an address that ends in one: as copied from a job's page or a log. */
export function jobIdIn(query: string): string | undefined {
  return /(?:^|\/jobs\/)([0-9a-f]{24})\/?$/.exec(query.trim())?.[1];
}
