import { AppError } from "@oscar/contracts";

/**
 * Where to read, and how much; the whole without a range.
 * @throws AppError `range_not_satisfiable` for a range that begins behind the end
 */
export function byteRangeOf(
  range: { start: number; end: number } | undefined,
  sizeBytes: number,
): { start: number; length: number } {
  if (!range) return { start: 0, length: sizeBytes };
  const { start, end } = range;
  const isRange =
    Number.isSafeInteger(start) && Number.isSafeInteger(end) && start <= end;
  if (!isRange || start < 0 || start >= sizeBytes) {
    throw new AppError(
      "range_not_satisfiable",
      `There are no bytes ${start} to ${end}: the object has ${sizeBytes}.`,
    );
  }
  return { start, length: Math.min(end, sizeBytes - 1) - start + 1 };
}
