/** With twenty columns each, so many rows stay well below SQLite's 32 766 variables. */
const ROWS_AT_ONCE = 500;

/** A list in parts that fit one statement each. */
export function partsOf<T>(list: T[], rowsAtOnce = ROWS_AT_ONCE): T[][] {
  const count = Math.ceil(list.length / rowsAtOnce);
  return Array.from({ length: count }, (_, part) =>
    list.slice(part * rowsAtOnce, (part + 1) * rowsAtOnce),
  );
}
