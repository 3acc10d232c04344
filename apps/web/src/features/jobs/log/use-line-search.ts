import { useDeferredValue, useState } from "react";
import { createLineFinder } from "./find-lines.ts";
import type { LogText } from "./log-text.ts";

export type LineSearch = ReturnType<typeof useLineSearch>;

/** What is looked for in a log, where it is, and at which of these places the reader is. */
export function useLineSearch(log: LogText) {
  const [text, setText] = useState("");
  const [current, setCurrent] = useState<number>();
  const [find] = useState(createLineFinder);
  // A keystroke must not wait for a search through a hundred thousand lines.
  const needle = useDeferredValue(text);
  const found = find(log, needle);

  return {
    text,
    needle,
    count: found.length,
    /** From 1; 0 while the reader is at none. */
    position: current === undefined ? 0 : found.indexOf(current) + 1,
    /** The place in the whole log at which the reader is. */
    current,
    setCurrent,
    search(next: string) {
      setText(next);
      setCurrent(undefined);
    },
    next() {
      const latest = find(log, text);
      const after = latest.find((place) => place > (current ?? -1));
      setCurrent(after ?? latest[0]);
    },
    /** Without a current one the last: what went wrong stands at a log's end. */
    previous() {
      const latest = find(log, text);
      const before = latest.findLast(
        (place) => current === undefined || place < current,
      );
      setCurrent(before ?? latest.at(-1));
    },
  };
}
