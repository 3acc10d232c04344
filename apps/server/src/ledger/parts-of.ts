/** With twenty columns each, so many rows stay well below SQLite's 32 766 variables. */
const ROWS_AT_ONCE = 500;

/** A list in parts that fit one statement each. */
export function partsOf<T>(list: T[]): T[][] {
  const count = Math.ceil(list.length / ROWS_AT_ONCE);
  return Array.from({ length: count }, (_, part) =>
    list.slice(part * ROWS_AT_ONCE, (part + 1) * ROWS_AT_ONCE),
  );
}
