import { setImmediate } from "node:timers/promises";
import { compareUtf8 } from "@oscar/contracts";

/** Names that are sorted or merged before others get a turn: a few milliseconds. */
const SLICE = 8192;
/** Only from here on UTF-8 orders otherwise than the units of a string. */
const HIGH_UNIT = /[\ud800-\uffff]/;

type Order = (a: string, b: string) => number;

/** Sorts by UTF-8 bytes; lets others run meanwhile, since a folder may hold a million names. */
export async function sortNames(names: string[]): Promise<string[]> {
  const slices: string[][] = [];
  let isHigh = false;
  for (let at = 0; at < names.length; at += SLICE) {
    const slice = names.slice(at, at + SLICE);
    const isSliceHigh = slice.some((name) => HIGH_UNIT.test(name));
    // The built-in order is several times faster, and the same without high units.
    slices.push(isSliceHigh ? slice.sort(compareUtf8) : slice.sort());
    isHigh ||= isSliceHigh;
    await setImmediate();
  }
  const order = isHigh ? compareUtf8 : compareUnits;
  let runs = slices;
  while (runs.length > 1) {
    const merged: string[][] = [];
    for (let at = 0; at < runs.length; at += 2)
      merged.push(await merge(runs[at] ?? [], runs[at + 1] ?? [], order));
    runs = merged;
  }
  return runs[0] ?? [];
}

/** Adds names to a sorted list, each once; the list itself stays as it is. */
export async function withNames(
  sorted: string[],
  added: string[],
): Promise<string[]> {
  const all = await merge(sorted, await sortNames(added), compareUtf8);
  return all.filter((name, index) => name !== all[index - 1]);
}

/** The index of the first name that is not before `name`. */
export function lowerBound(sorted: readonly string[], name: string): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (compareUtf8(sorted[middle] ?? "", name) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function merge(
  left: string[],
  right: string[],
  order: Order,
): Promise<string[]> {
  const merged: string[] = [];
  let at = 0;
  for (const name of right) {
    for (; at < left.length; at++) {
      const other = left[at] ?? "";
      if (order(other, name) > 0) break;
      if (merged.push(other) % SLICE === 0) await setImmediate();
    }
    if (merged.push(name) % SLICE === 0) await setImmediate();
  }
  for (; at < left.length; at++) {
    if (merged.push(left[at] ?? "") % SLICE === 0) await setImmediate();
  }
  return merged;
}
