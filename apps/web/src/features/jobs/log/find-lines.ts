import type { LogText } from "./log-text.ts";

/** Finds the lines that hold a text, and in a log that has grown looks only at what is new. */
export function createLineFinder() {
  let lastNeedle = "";
  let found: number[] = [];
  let lookedUpTo = 0;

  /** Where the text is, as places in the whole log: line 0 is the first that ever came. */
  return (
    { lines, dropped }: Pick<LogText, "lines" | "dropped">,
    text: string,
  ): number[] => {
    const needle = text.toLowerCase();
    if (needle === "") return [];
    if (needle !== lastNeedle || dropped + lines.length < lookedUpTo) {
      lastNeedle = needle;
      found = [];
      lookedUpTo = 0;
    }
    // The last line that was seen may have been half of one.
    const from = Math.max(dropped, lookedUpTo - 1);
    const kept = found.filter((place) => place >= dropped && place < from);
    for (let place = from; place < dropped + lines.length; place++) {
      if (lines[place - dropped]?.toLowerCase().includes(needle))
        kept.push(place);
    }
    found = kept;
    lookedUpTo = dropped + lines.length;
    return found;
  };
}

/** A text in pieces, every second of which is what is looked for. */
export function splitAround(text: string, needle: string): string[] {
  if (needle === "") return [text];
  const pieces: string[] = [];
  const lower = text.toLowerCase();
  // Lower case may be longer than what it was made of: then places do not agree.
  if (lower.length !== text.length) return [text];
  const wanted = needle.toLowerCase();
  let from = 0;
  for (
    let at = lower.indexOf(wanted);
    at !== -1;
    at = lower.indexOf(wanted, from)
  ) {
    pieces.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  pieces.push(text.slice(from));
  return pieces;
}
