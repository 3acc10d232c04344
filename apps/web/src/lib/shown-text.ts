/** Controls, and marks that turn the direction of text and so hide what a name really is. */
const INVISIBLE =
  /[\p{Cc}\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A name as it is shown: what would not be seen, or would reorder the rest, is a mark. */
export function shownText(text: string): string {
  return text.replace(INVISIBLE, "\ufffd");
}
