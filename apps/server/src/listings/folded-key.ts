import { foldText } from "@oscar/contracts";

/** What a search compares a key by; null where SQLite's `lower` gives the same. */
export function foldedKey(key: string): string | null {
  // oxlint-disable-next-line no-control-regex -- ASCII is what `lower` knows of
  return /^[\u0001-\u007f]*$/.test(key) ? null : foldText(key);
}
