import { useEffect, useRef, useState } from "react";
import { useDebounced } from "../../lib/use-debounced.ts";

const DELAY_MS = 250;

/** The text of a search field that is searched for when one stops typing; Back changes it, too. */
export function useSearchText(
  search: string,
  onSearch: (search: string) => void,
): [string, (text: string) => void] {
  const [text, setText] = useState(search);
  const settled = useDebounced(text, DELAY_MS);
  const asked = useRef(search);
  useEffect(() => {
    if (search === asked.current) return;
    asked.current = search;
    setText(search);
  }, [search]);
  useEffect(() => {
    if (settled.trim() === asked.current) return;
    asked.current = settled.trim();
    onSearch(asked.current);
    // oxlint-disable-next-line react/exhaustive-deps -- only a settled text is searched for
  }, [settled]);
  return [text, setText];
}
