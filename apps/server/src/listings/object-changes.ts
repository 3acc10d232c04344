/** The keys that were written to or forgotten while it is open. */
export interface TouchedKeys extends Disposable {
  readonly keys: ReadonlySet<string>;
}

/**
 * Tells which rows have changed, to those who compare it with a listing
 * meanwhile, and to those who keep something that was counted in them.
 */
export class ObjectChanges {
  readonly #numbers = new Map<string, number>();
  readonly #open = new Map<string, Set<Set<string>>>();

  /** Runs what changes the rows of some keys. */
  async during<T>(
    { bucket, keys }: { bucket: string; keys: readonly string[] },
    change: () => Promise<T>,
  ): Promise<T> {
    for (const touched of this.#open.get(bucket) ?? [])
      for (const key of keys) touched.add(key);
    try {
      return await change();
    } finally {
      // Afterwards, so that who has counted meanwhile counts again.
      this.#numbers.set(bucket, this.numberOf(bucket) + 1);
    }
  }

  /** Grows with every change of a bucket's rows. */
  numberOf(bucket: string): number {
    return this.#numbers.get(bucket) ?? 0;
  }

  /** Takes down which keys are touched from now on. */
  watch(bucket: string): TouchedKeys {
    const keys = new Set<string>();
    const open = this.#open.get(bucket) ?? new Set();
    this.#open.set(bucket, open.add(keys));
    return {
      keys,
      [Symbol.dispose]: () => {
        open.delete(keys);
        if (open.size === 0) this.#open.delete(bucket);
      },
    };
  }
}
