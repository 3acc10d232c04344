import type { ListedObjects } from "./listed-objects.ts";
import type { ObjectChanges } from "./object-changes.ts";
import type { ObjectPages, ScopeCount } from "./object-pages.ts";
import type { ObjectScope } from "./object-scope.ts";

const MAX_REMEMBERED = 200;

interface Counted {
  objects: ListedObjects;
  pages: ObjectPages;
  changes: ObjectChanges;
}

/** How much scopes hold; counted anew only when the bucket has changed. */
export class ObjectTotals {
  readonly #rows: Counted;
  readonly #remembered = new Map<
    string,
    { total: ScopeCount; change: number }
  >();

  constructor(rows: Counted) {
    this.#rows = rows;
  }

  async of(scope: ObjectScope): Promise<ScopeCount> {
    const { objects, pages, changes } = this.#rows;
    const { bucket, prefix, isFolded, search } = scope;
    const isWhole = prefix === "" && !isFolded && search === "";
    if (isWhole) return { ...(await objects.counts(bucket)), folders: 0 };
    const name = JSON.stringify([bucket, prefix, isFolded, search]);
    const known = this.#remembered.get(name);
    const change = changes.numberOf(bucket);
    if (known?.change === change) return known.total;
    const total = await pages.count(scope);
    this.#remembered.delete(name);
    this.#remembered.set(name, { total, change });
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= MAX_REMEMBERED) break;
      this.#remembered.delete(oldest);
    }
    return total;
  }
}
