import type { ObjectStat, ObjectStore } from "@oscar/object-store";

const DELETES_AT_ONCE = 16;

/** All objects of a bucket, a page at a time. */
export async function* pagesOf(
  store: ObjectStore,
  bucket: string,
  options: { prefix?: string; signal?: AbortSignal } = {},
): AsyncGenerator<ObjectStat[]> {
  let after: string | undefined;
  do {
    const page = await store.list(bucket, {
      ...options,
      ...(after === undefined ? {} : { after }),
    });
    yield page.objects;
    after = page.next;
  } while (after !== undefined);
}

/** How much is in a bucket, counted in the store itself. */
export async function usageOf(
  store: ObjectStore,
  bucket: string,
  options: { signal?: AbortSignal } = {},
): Promise<{ objects: number; bytes: number }> {
  let objects = 0;
  let bytes = 0;
  for await (const page of pagesOf(store, bucket, options)) {
    objects += page.length;
    for (const stat of page) bytes += stat.size;
  }
  return { objects, bytes };
}

/** Deletes every object of a bucket; says how many after each page. */
export async function emptyBucket(
  store: ObjectStore,
  bucket: string,
  options: { signal?: AbortSignal; onDeleted?(objects: number): void } = {},
): Promise<void> {
  const { signal } = options;
  for await (const page of pagesOf(store, bucket, signal ? { signal } : {})) {
    for (let from = 0; from < page.length; from += DELETES_AT_ONCE) {
      signal?.throwIfAborted();
      await Promise.all(
        page
          .slice(from, from + DELETES_AT_ONCE)
          .map((stat) => store.delete(bucket, stat.key)),
      );
    }
    options.onDeleted?.(page.length);
  }
}
