import type { ObjectPage } from "@oscar/contracts";
import { type ListRow, rowsOf } from "./listing.ts";

const PAGE_ROWS = 1000;

export interface ObjectWindowOptions {
  fetchPage: (after: string | undefined, limit: number) => Promise<ObjectPage>;
  compare: (a: ListRow, b: ListRow) => number;
  onChange: () => void;
}

/** Objects between two cursors. The first has no `after`; only the last may have no `next`. */
interface Chunk {
  after: string | undefined;
  rows: ListRow[];
  next: string | null;
  /** What was last when `next` was made: all up to it belongs here, even if it is deleted itself. */
  bound: ListRow | undefined;
  isStale: boolean;
}

/**
 * The beginning of a listing, as far as it was needed, in chunks. The server goes on after a
 * cursor and cannot jump, so chunks are fetched in order; each is fetched anew by itself,
 * between its own bounds, so that news in one place leaves all other rows where they are.
 */
export class ObjectWindow {
  readonly #options: ObjectWindowOptions;
  #chunks: Chunk[] = [];
  #needed: [first: number, last: number] = [0, PAGE_ROWS - 1];
  #isWorking = false;
  #isClosed = true;
  /** As the last answer told; listings in plain order tell none. */
  total: number | undefined;
  error: unknown;

  constructor(options: ObjectWindowOptions) {
    this.#options = options;
  }

  get loaded(): number {
    return this.#chunks.reduce((sum, { rows }) => sum + rows.length, 0);
  }

  /** True once the last object is loaded. */
  get isComplete(): boolean {
    return this.#chunks.at(-1)?.next === null;
  }

  get isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  rowAt(index: number): ListRow | undefined {
    let start = 0;
    for (const { rows } of this.#chunks) {
      if (index < start + rows.length) return rows[index - start];
      start += rows.length;
    }
    return undefined;
  }

  /** The place of an object that is loaded, or -1. */
  indexOf(key: string): number {
    let start = 0;
    for (const { rows } of this.#chunks) {
      const index = rows.findIndex((row) => row.key === key);
      if (index !== -1) return start + index;
      start += rows.length;
    }
    return -1;
  }

  /** Sees to it that these rows get loaded, and are fresh. */
  need(first: number, last: number): void {
    this.#needed = [first, last];
    this.#work().catch(() => undefined); // it is kept in `error`
  }

  /**
   * Something in the bucket has changed: what is in sight is fetched anew, the rest when it
   * comes into sight. Fetching stops at an error; here it begins again.
   */
  markStale(): Promise<void> {
    for (const chunk of this.#chunks) chunk.isStale = true;
    this.error = undefined;
    return this.#work();
  }

  open(): void {
    this.#isClosed = false;
  }

  close(): void {
    this.#isClosed = true;
  }

  async #work(): Promise<void> {
    if (this.#isWorking || this.error !== undefined) return;
    this.#isWorking = true;
    try {
      for (let task = this.#task(); task; task = this.#task()) {
        await task();
        if (this.#isClosed) return;
        this.#options.onChange();
      }
    } catch (error) {
      if (this.#isClosed) return;
      this.error = error;
      this.#options.onChange();
      throw error;
    } finally {
      this.#isWorking = false;
    }
  }

  #task(): (() => Promise<void>) | undefined {
    const [first, last] = this.#needed;
    let start = 0;
    for (const chunk of this.#chunks) {
      const end = start + chunk.rows.length;
      // An empty chunk, and one at its own end, still tells of what has come there.
      if (chunk.isStale && start <= last && end >= first)
        return () => this.#renew(chunk);
      start = end;
    }
    if (start <= last && !this.isComplete) return () => this.#extend();
    return undefined;
  }

  async #extend(): Promise<void> {
    const after = this.#chunks.at(-1)?.next ?? undefined;
    const page = await this.#options.fetchPage(after, PAGE_ROWS);
    this.total = page.total;
    this.#chunks.push({
      after,
      rows: rowsOf(page),
      next: page.next,
      bound: boundOf(page),
      isStale: false,
    });
  }

  /** Fetches what lies between the chunk's bounds now, be it more or less than before. */
  async #renew(chunk: Chunk): Promise<void> {
    chunk.isStale = false;
    const { bound } = chunk;
    const { fetchPage, compare } = this.#options;
    const rows: ListRow[] = [];
    let after = chunk.after;
    for (;;) {
      const page = await fetchPage(after, PAGE_ROWS);
      this.total = page.total;
      const found = rowsOf(page);
      const inside = found.filter(
        (row) => bound === undefined || compare(row, bound) <= 0,
      );
      rows.push(...inside);
      if (bound === undefined) {
        chunk.next = page.next;
        chunk.bound = boundOf(page);
      }
      const isPast = inside.length < found.length;
      if (bound === undefined || page.next === null || isPast) break;
      after = page.next;
    }
    chunk.rows = rows;
  }
}

function boundOf(page: ObjectPage): ListRow | undefined {
  return page.next === null ? undefined : rowsOf(page).at(-1);
}
