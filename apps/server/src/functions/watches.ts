import { type FunctionDefinition, inputsOf } from "@oscar/contracts";
import type { WatchRow } from "../ledger/functions.ts";

/**
 * The watches of a definition. What was watched before, under the same or a wider prefix and
 * suffix, keeps its date, so that narrowing an input forgets no object; the rest is watched
 * from now on, so that widening one does not run what had been left alone.
 * @param watchedSince milliseconds, whole seconds, by the store's clock
 */
export function watchesOf(
  definition: FunctionDefinition,
  known: WatchRow[],
  watchedSince: number,
): WatchRow[] {
  const rows = new Map<string, WatchRow>();
  for (const input of inputsOf(definition)) {
    const suffixes = input.suffixes?.length ? input.suffixes : [""];
    for (const suffix of suffixes) {
      const row = { bucket: input.bucket, prefix: input.prefix ?? "", suffix };
      const since = known
        .filter((other) => covers(other, row))
        .map((other) => other.watched_since);
      rows.set(JSON.stringify(row), {
        ...row,
        watched_since: Math.min(watchedSince, ...since),
      });
    }
  }
  return [...rows.values()];
}

function covers(
  wider: WatchRow,
  narrower: Omit<WatchRow, "watched_since">,
): boolean {
  return (
    wider.bucket === narrower.bucket &&
    narrower.prefix.startsWith(wider.prefix) &&
    narrower.suffix.endsWith(wider.suffix)
  );
}
