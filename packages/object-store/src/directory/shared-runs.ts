interface Runs {
  current: Promise<void>;
  /** Begins when `current` has ended; for all who asked meanwhile. */
  next: Promise<void> | undefined;
}

/**
 * Work that holds for all who asked before it began: of many who ask at once the first gets a
 * run of its own, and the others share the next one.
 */
export class SharedRuns {
  readonly #work: (key: string) => Promise<void>;
  readonly #runs = new Map<string, Runs>();

  constructor(work: (key: string) => Promise<void>) {
    this.#work = work;
  }

  /** Resolves, or rejects, as a run for this key that began after the call. */
  run(key: string): Promise<void> {
    const runs = this.#runs.get(key);
    if (!runs) return this.#begin(key);
    runs.next ??= runs.current
      .catch(() => undefined)
      .then(() => this.#begin(key));
    return runs.next;
  }

  #begin(key: string): Promise<void> {
    const runs: Runs = { current: this.#work(key), next: undefined };
    this.#runs.set(key, runs);
    const forget = () => {
      if (!runs.next) this.#runs.delete(key);
    };
    runs.current.then(forget, forget);
    return runs.current;
  }
}
