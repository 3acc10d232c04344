/** A text as searches compare it: case, and Unicode's ways to write accents, do not count. */
export function foldText(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/** Whether a key holds a text, as searches compare them. */
export function keyMatcher(
  search: string | undefined,
): (key: string) => boolean {
  if (!search) return () => true;
  const wanted = foldText(search);
  return (key) => foldText(key).includes(wanted);
}
