import {
  keyMatcher,
  type ObjectSummary,
  type Selection,
} from "@oscar/contracts";

/** Objects that were ticked one by one, or all at once while all their keys were known. */
interface SomePicked {
  kind: "some";
  /** Bytes by key. */
  sizes: ReadonlyMap<string, number>;
  /** Where all were ticked at once: what was searched, and how many matched then. */
  frozen?: { search: string; total: number };
}

/** All that matched when they were ticked, of which only the rule and the number are known. */
interface AllPicked {
  kind: "all";
  search: string;
  /** How many matched. */
  total: number;
  /** When the youngest of them was modified, by the store's own clock. */
  newestAt: string;
  except: ReadonlySet<string>;
}

/** Which objects the reader has ticked. Frozen: what arrives later is not in it. */
export type Picked = SomePicked | AllPicked;

export const NOTHING: Picked = { kind: "some", sizes: new Map() };

export function countOf(picked: Picked): number {
  return picked.kind === "some"
    ? picked.sizes.size
    : picked.total - picked.except.size;
}

export function isPicked(picked: Picked, object: ObjectSummary): boolean {
  if (picked.kind === "some") return picked.sizes.has(object.key);
  return (
    !picked.except.has(object.key) &&
    keyMatcher(picked.search)(object.key) &&
    object.modifiedAt <= picked.newestAt
  );
}

/** The selection with these objects ticked, or not. */
export function withObjects(
  picked: Picked,
  objects: readonly ObjectSummary[],
  isTicked: boolean,
): Picked {
  if (picked.kind === "some") {
    const sizes = new Map(picked.sizes);
    for (const { key, size } of objects) {
      if (isTicked) sizes.set(key, size);
      else sizes.delete(key);
    }
    return sizes.size === 0 ? NOTHING : { ...picked, sizes };
  }
  const except = new Set(picked.except);
  for (const { key } of objects) {
    if (isTicked) except.delete(key);
    else except.add(key);
  }
  return except.size >= picked.total ? NOTHING : { ...picked, except };
}

/** Everything that matches, all of it known. */
export function pickKnown(
  objects: readonly ObjectSummary[],
  search: string,
): Picked {
  const sizes = new Map(objects.map(({ key, size }) => [key, size]));
  if (sizes.size === 0) return NOTHING;
  return { kind: "some", sizes, frozen: { search, total: sizes.size } };
}

/** How many have arrived since all were ticked; 0 where other things are shown. */
export function arrivedSince(
  picked: Picked,
  { search, total }: { search: string; total: number },
): number {
  const frozen = picked.kind === "all" ? picked : picked.frozen;
  if (!frozen || frozen.search !== search || total < 0) return 0;
  return Math.max(0, total - frozen.total);
}

/** Bytes in all, where they are known. */
export function bytesOf(picked: Picked): number | undefined {
  if (picked.kind === "all") return undefined;
  let bytes = 0;
  for (const size of picked.sizes.values()) bytes += size;
  return bytes;
}

/** The selection as the server takes it; `arrived` are keys that came after it was made. */
export function selectionOf(
  picked: Picked,
  arrived: readonly string[] = [],
): Selection {
  if (picked.kind === "some") return { keys: [...picked.sizes.keys()] };
  const { search } = picked;
  const except = [...new Set([...picked.except, ...arrived])];
  return {
    all: true,
    ...(search === "" ? {} : { search }),
    ...(except.length === 0 ? {} : { except }),
  };
}
