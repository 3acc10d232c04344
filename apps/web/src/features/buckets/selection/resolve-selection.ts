import type { ObjectPage, ObjectSummary, Selection } from "@oscar/contracts";
import { fetchObjects } from "../bucket-queries.ts";
import { countOf, type Picked, pickKnown, selectionOf } from "./selection.ts";

/** So many keys are fetched to know a selection one by one rather than by a rule. */
const KNOWN_ROWS = 1000;

/** What an act on a selection sends: which objects, and how many the reader was told of. */
export interface ResolvedSelection {
  selection: Selection;
  count: number;
}

/** Ticks all objects that match a search, as they are now. */
export async function pickAll(bucket: string, search: string): Promise<Picked> {
  const page = await newestFirst(bucket, search);
  if (page.next === null) return pickKnown(page.objects, search);
  return {
    kind: "all",
    search,
    total: page.total ?? page.objects.length,
    newestAt: page.objects[0]?.modifiedAt ?? "",
    except: new Set(),
  };
}

/** Turns what is ticked into what is sent, without the objects that have arrived since. */
export async function resolveSelection(
  bucket: string,
  picked: Picked,
): Promise<ResolvedSelection> {
  if (picked.kind === "some")
    return { selection: selectionOf(picked), count: countOf(picked) };
  const arrived: string[] = [];
  let total = 0;
  let after: string | undefined;
  for (;;) {
    const page = await newestFirst(bucket, picked.search, after);
    total = page.total ?? total;
    const news = arrivals(page.objects, picked.newestAt);
    arrived.push(...news);
    if (page.next === null || news.length < page.objects.length) break;
    after = page.next;
  }
  const selection = selectionOf(picked, arrived);
  return { selection, count: total - (selection.except?.length ?? 0) };
}

/** The keys of those that are younger than the selection; the list begins with the youngest. */
export function arrivals(
  newest: readonly ObjectSummary[],
  newestAt: string,
): string[] {
  return newest
    .filter(({ modifiedAt }) => modifiedAt > newestAt)
    .map(({ key }) => key);
}

function newestFirst(
  bucket: string,
  search: string,
  after?: string,
): Promise<ObjectPage> {
  const filter = { search, sort: "modified", order: "desc" } as const;
  return fetchObjects(bucket, { filter, after, limit: KNOWN_ROWS });
}
