import type { ObjectPage, ObjectSummary, Selection } from "@oscar/contracts";
import { api } from "../../../lib/api.ts";
import { fetchObjects } from "../bucket-queries.ts";
import { rowsOf } from "../listing/listing.ts";
import {
  type Picked,
  pickKnown,
  selectionOf,
  type Shown,
} from "./selection.ts";

/** So many keys are fetched to know a selection one by one rather than by a rule. */
const KNOWN_ROWS = 1000;

/** What an act on a selection sends: which objects, and how many the reader was told of. */
export interface ResolvedSelection {
  selection: Selection;
  count: number;
  /** Together; undefined where that is not known. */
  bytes: number | undefined;
}

/** Ticks all that is shown, as it is now. */
export async function pickAll(bucket: string, shown: Shown): Promise<Picked> {
  const { folder, search } = shown;
  if (folder !== undefined && search === "") {
    const filter = { ...shown, sort: "key", order: "asc" } as const;
    const wish = { filter, after: undefined, limit: KNOWN_ROWS };
    const page = await fetchObjects(bucket, wish);
    if (page.next === null) return pickKnown(rowsOf(page), shown);
  }
  const rule = { prefix: folder ?? "", search };
  const page = await newestFirst(bucket, rule);
  const isAllShown = folder === undefined || search !== "";
  if (page.next === null && isAllShown) return pickKnown(page.objects, shown);
  return {
    kind: "all",
    ...rule,
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
  if (picked.kind === "some") return resolveSome(bucket, picked);
  const arrived: string[] = [];
  let total = 0;
  let after: string | undefined;
  for (;;) {
    const page = await newestFirst(bucket, picked, after);
    total = page.total ?? total;
    const news = arrivals(page.objects, picked.newestAt);
    arrived.push(...news);
    if (page.next === null || news.length < page.objects.length) break;
    after = page.next;
  }
  const selection = selectionOf(picked, arrived);
  const count = total - (selection.except?.length ?? 0);
  return { selection, count, bytes: undefined };
}

async function resolveSome(
  bucket: string,
  picked: Picked & { kind: "some" },
): Promise<ResolvedSelection> {
  const folders = [...picked.folders];
  const usages = await Promise.all(
    folders.map((prefix) =>
      api.getBucketUsage(
        { params: { bucket }, query: { prefix } },
        { headers: { "Cache-Control": "no-cache" } },
      ),
    ),
  );
  let count = 0;
  let bytes = 0;
  for (const usage of usages) {
    count += usage.objects;
    bytes += usage.bytes;
  }
  for (const [key, size] of picked.sizes) {
    if (folders.some((folder) => key.startsWith(folder))) continue;
    count++;
    bytes += size;
  }
  return { selection: selectionOf(picked), count, bytes };
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
  { prefix, search }: { prefix: string; search: string },
  after?: string,
): Promise<ObjectPage> {
  const order = { sort: "modified", order: "desc" } as const;
  const filter = { folder: prefix, search, ...order };
  const limit = KNOWN_ROWS;
  return fetchObjects(bucket, { filter, isDeep: true, after, limit });
}
