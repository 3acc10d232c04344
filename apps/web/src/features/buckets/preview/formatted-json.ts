/** A JSON document with a line for each of its parts; undefined for a text that is none. */
export function formattedJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const formatted = JSON.stringify(value, undefined, 2);
    // Numbers that JavaScript cannot hold would be shown as others.
    return isUnchanged(text, formatted) ? formatted : undefined;
  } catch {
    return undefined;
  }
}

/** Whether both hold the same, spaces and the ways to write a character aside. */
function isUnchanged(text: string, formatted: string): boolean {
  return numbersOf(text).join() === numbersOf(formatted).join();
}

/** All numbers outside of strings, as they are written. */
function numbersOf(text: string): string[] {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g) ?? [];
  return tokens.filter((token) => !token.startsWith('"'));
}
