/**
 * Does some work for each item, so many at a time, begun in their order. After a failure
 * nothing more begins; it is thrown when all that had begun has ended.
 */
export async function atOnce<T>(
  items: AsyncIterable<T> | Iterable<T>,
  limit: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let index = 0;
  try {
    for await (const item of items) {
      const working: Promise<void> = work(item, index++)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(working));
      running.add(working);
      if (running.size >= limit) await Promise.race(running);
      if (failures.length > 0) break;
    }
  } finally {
    await Promise.all(running);
  }
  if (failures.length > 0) throw failures[0];
}
