import {
  AppError,
  compareUtf8,
  keyMatcher,
  type Selection,
} from "@oscar/contracts";
import type { ObjectStat, ObjectStore } from "@oscar/object-store";

/** An object that is selected, or a key that is and of which there is no object. */
export type Selected = { stat: ObjectStat } | { missing: string };

export interface SelectionScope {
  store: ObjectStore;
  bucket: string;
  signal: AbortSignal;
}

/**
 * The objects that a selection means, in byte order of their keys, each once. Nothing but
 * the selection itself is kept.
 * @throws AppError `invalid_request` for a selection that says nothing
 */
export async function* selected(
  selection: Selection,
  scope: SelectionScope,
): AsyncGenerator<Selected, void, void> {
  checkSelection(selection);
  const except = new Set(selection.except);
  const isWanted = keyMatcher(selection.search);
  for (const item of itemsOf(selection)) {
    const found =
      "key" in item ? one(item.key, scope) : below(item.prefix, scope);
    for await (const object of found) {
      const key = "stat" in object ? object.stat.key : object.missing;
      if (!except.has(key) && isWanted(key)) yield object;
    }
  }
}

function checkSelection({ keys, prefixes, all, search }: Selection): void {
  if (search !== undefined && !all && keys?.length) {
    throw new AppError("invalid_request", "search: Not together with keys.");
  }
  if (!all && !keys?.length && !prefixes?.length) {
    throw new AppError("invalid_request", "Choose at least one object.");
  }
}

type Item = { key: string } | { prefix: string };

/** Keys and prefixes in order, without those that another prefix covers. */
function itemsOf({ keys = [], prefixes = [], all }: Selection): Item[] {
  if (all) return [{ prefix: "" }];
  const kept: string[] = [];
  // In byte order a prefix comes before all that it covers, and these before all else.
  for (const prefix of [...prefixes].sort(compareUtf8)) {
    const last = kept.at(-1);
    if (last === undefined || !prefix.startsWith(last)) kept.push(prefix);
  }
  const items: Item[] = [];
  let next = 0;
  for (const key of [...new Set(keys)].sort(compareUtf8)) {
    for (; next < kept.length; next++) {
      const prefix = kept[next] ?? "";
      if (compareUtf8(prefix, key) > 0) break;
      items.push({ prefix });
    }
    const before = kept[next - 1];
    if (before === undefined || !key.startsWith(before)) items.push({ key });
  }
  return [...items, ...kept.slice(next).map((prefix) => ({ prefix }))];
}

async function* one(
  key: string,
  { store, bucket, signal }: SelectionScope,
): AsyncGenerator<Selected> {
  signal.throwIfAborted();
  const stat = await store.stat(bucket, key);
  yield stat ? { stat } : { missing: key };
}

async function* below(
  prefix: string,
  { store, bucket, signal }: SelectionScope,
): AsyncGenerator<Selected> {
  let after: string | undefined;
  do {
    const page = await store.list(bucket, { prefix, after, signal });
    for (const stat of page.objects) yield { stat };
    after = page.next;
  } while (after !== undefined);
}
