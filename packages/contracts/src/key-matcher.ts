/** Whether a key holds a text, case and Unicode's ways to write accents aside. */
export function keyMatcher(
  search: string | undefined,
): (key: string) => boolean {
  if (!search) return () => true;
  const wanted = fold(search);
  return (key) => fold(key).includes(wanted);
}

function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
