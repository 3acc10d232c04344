/** One line of a listing: a folder, or an object with what it is sorted by. */
export interface ListEntry<T> {
  /** 0 for folders, which come first; 1 for objects. */
  rank: number;
  value: number;
  key: string;
  item?: T;
}

type Comparable = Omit<ListEntry<unknown>, "item">;

/** The first entries, in some order, of any number that are added; keeps at most twice as many. */
export class TopEntries<T> {
  readonly #count: number;
  readonly #compare: (a: Comparable, b: Comparable) => number;
  readonly #after: Comparable | undefined;
  #entries: ListEntry<T>[] = [];

  constructor(
    count: number,
    options: {
      compare(a: Comparable, b: Comparable): number;
      /** Only what comes after this one. */
      after: Comparable | undefined;
    },
  ) {
    this.#count = count;
    this.#compare = options.compare;
    this.#after = options.after;
  }

  add(entry: ListEntry<T>): void {
    if (this.#after && this.#compare(entry, this.#after) <= 0) return;
    this.#entries.push(entry);
    if (this.#entries.length >= 2 * this.#count) this.#entries = this.sorted();
  }

  sorted(): ListEntry<T>[] {
    return this.#entries.toSorted(this.#compare).slice(0, this.#count);
  }
}
