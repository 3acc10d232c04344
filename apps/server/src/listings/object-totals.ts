import type { Listings } from "./listings.ts";
import type { ObjectScope } from "./object-scope.ts";

const MAX_REMEMBERED = 200;

/** How many objects and folders scopes have; counted anew only when the bucket has changed. */
export class ObjectTotals {
  readonly #listings: Listings;
  readonly #remembered = new Map<string, { total: number; change: number }>();

  constructor(listings: Listings) {
    this.#listings = listings;
  }

  async of(scope: ObjectScope): Promise<number> {
    const { bucket, prefix, isFolded, search } = scope;
    const isWhole = prefix === "" && !isFolded && search === "";
    if (isWhole) return (await this.#listings.objects.counts(bucket)).objects;
    const name = JSON.stringify([bucket, prefix, isFolded, search]);
    const known = this.#remembered.get(name);
    const change = this.#listings.changes.numberOf(bucket);
    if (known?.change === change) return known.total;
    const total = await this.#listings.pages.count(scope);
    this.#remembered.delete(name);
    this.#remembered.set(name, { total, change });
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= MAX_REMEMBERED) break;
      this.#remembered.delete(oldest);
    }
    return total;
  }
}
