/** Compares two strings by their UTF-8 bytes: the order of every listing. */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = a.charCodeAt(index) - b.charCodeAt(index);
    if (difference === 0) continue;
    return (
      utf8Rank(a.charCodeAt(index)) - utf8Rank(b.charCodeAt(index)) ||
      difference
    );
  }
  return a.length - b.length;
}

/** Surrogates stand for characters beyond U+FFFF, which UTF-8 orders after the rest of the plane. */
function utf8Rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
