import type { ListPage, ObjectStat, ObjectStore } from "@oscar/object-store";
import { partsOf } from "../ledger/parts-of.ts";
import { type ListedObject, WRITTEN_AT_ONCE } from "./listed-objects.ts";
import type { Listings } from "./listings.ts";

const ROWS = 1000;

export interface CompareScope {
  store: Pick<ObjectStore, "list">;
  listings: Listings;
  bucket: string;
  signal: AbortSignal;
}

/** A page of the store's listing, and what we did to the bucket since it was asked for. */
interface TakenPage extends ListPage, Disposable {
  touched: ReadonlySet<string>;
}

/**
 * Lists a bucket once, and mends its rows wherever they differ: those that are right
 * are only read. Keys that we write to meanwhile are left alone, since their rows are newer
 * than the page. Returns how many rows were wrong.
 * @throws AppError `bucket_not_found`
 */
export async function compareListing(scope: CompareScope): Promise<number> {
  let mended = 0;
  let after: string | undefined;
  let next: Promise<TakenPage> | undefined = takePage(scope, undefined);
  while (next) {
    using page: TakenPage = await next;
    // The store lists on while the rows are mended.
    next = page.next === undefined ? undefined : takePage(scope, page.next);
    next?.catch(() => undefined); // thrown when it is its turn
    mended += await mendPage(page, after, scope);
    after = page.next;
  }
  return mended;
}

async function takePage(
  { store, listings, bucket, signal }: CompareScope,
  after: string | undefined,
): Promise<TakenPage> {
  const watch = listings.changes.watch(bucket);
  try {
    const page = await store.list(bucket, {
      signal,
      ...(after === undefined ? {} : { after }),
    });
    return {
      ...page,
      touched: watch.keys,
      [Symbol.dispose]: () => watch[Symbol.dispose](),
    };
  } catch (error) {
    watch[Symbol.dispose]();
    throw error;
  }
}

async function mendPage(
  page: TakenPage,
  after: string | undefined,
  scope: CompareScope,
): Promise<number> {
  const { listings, bucket, signal } = scope;
  const { touched } = page;
  const listed = new Map(page.objects.map((stat) => [stat.key, stat]));
  let mended = 0;
  let from = after ?? "";
  for (;;) {
    signal.throwIfAborted();
    const range = { after: from, upTo: page.next };
    const rows = await listings.objects.between(bucket, range, ROWS);
    const gone = rows.filter(({ key }) => !listed.has(key));
    for (const row of rows) {
      const stat = listed.get(row.key);
      if (stat && isSame(row, stat)) listed.delete(row.key);
    }
    mended += await inParts(
      gone.map(({ key }) => key),
      { touched, mend: (keys) => listings.objects.forget(bucket, keys) },
    );
    const last = rows.at(-1);
    if (!last || rows.length < ROWS) break;
    from = last.key; // a listing that ends early leaves many rows behind it
  }
  return mended + (await keepChanged(listed, touched, scope));
}

function keepChanged(
  changed: ReadonlyMap<string, ObjectStat>,
  touched: ReadonlySet<string>,
  { listings, bucket }: CompareScope,
): Promise<number> {
  return inParts([...changed.keys()], {
    touched,
    mend: (keys) =>
      listings.objects.keep(
        bucket,
        keys.flatMap((key) => changed.get(key) ?? []),
      ),
  });
}

/** Whether a key was touched is asked at the last moment. */
async function inParts(
  keys: string[],
  options: {
    touched: ReadonlySet<string>;
    mend: (keys: string[]) => Promise<void>;
  },
): Promise<number> {
  let mended = 0;
  for (const part of partsOf(keys, WRITTEN_AT_ONCE)) {
    const still = part.filter((key) => !options.touched.has(key));
    await options.mend(still);
    mended += still.length;
  }
  return mended;
}

function isSame(row: ListedObject, stat: ObjectStat): boolean {
  return (
    row.etag === stat.etag &&
    row.size === stat.size &&
    row.modifiedAt.getTime() === stat.modifiedAt.getTime()
  );
}
