/** What a page of a listing tells of its place. */
interface CursorPage {
  objects: readonly unknown[];
  prefixes: readonly unknown[];
  next: string | null;
}

const MAX_STEP = 1000;

/**
 * Where each page of a listing begins. The server goes on after a cursor and cannot jump, so
 * a page that is opened by its address is walked to, in large steps; a page that is shown
 * keeps its cursor, so that its rows do not shift when objects arrive before it.
 */
export class PageCursors {
  readonly #cursors = new Map<number, string | undefined>([[0, undefined]]);

  /** The cursor of the row at `offset`; null where the listing ends before. */
  async find(
    offset: number,
    fetchPage: (
      after: string | undefined,
      limit: number,
    ) => Promise<CursorPage>,
  ): Promise<string | undefined | null> {
    while (!this.#cursors.has(offset)) {
      const from = this.#nearest(offset);
      const limit = Math.min(MAX_STEP, offset - from);
      const page = await fetchPage(this.#cursors.get(from), limit);
      if (page.next === null) return null;
      const { prefixes, objects } = page;
      this.set(from + prefixes.length + objects.length, page.next);
    }
    return this.#cursors.get(offset);
  }

  set(offset: number, cursor: string | null): void {
    if (cursor !== null && offset > 0) this.#cursors.set(offset, cursor);
  }

  /** Forgets all, so that pages are counted from the start again. */
  clear(): void {
    this.#cursors.clear();
    this.#cursors.set(0, undefined);
  }

  #nearest(offset: number): number {
    let nearest = 0;
    for (const known of this.#cursors.keys())
      if (known < offset && known > nearest) nearest = known;
    return nearest;
  }
}
