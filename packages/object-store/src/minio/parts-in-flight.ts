/** The parts of one upload that are on their way or have arrived, in order. */
export class PartsInFlight {
  readonly #etags: Promise<string>[] = [];
  readonly #busy = new Set<Promise<unknown>>();
  readonly #failure = Promise.withResolvers<never>();

  constructor() {
    // It may come when nobody is waiting for it; then the next wait tells it.
    this.#failure.promise.catch(() => {});
  }

  get count(): number {
    return this.#etags.length;
  }

  add(sending: Promise<string>): void {
    const busy: Promise<unknown> = sending.then(
      () => this.#busy.delete(busy),
      (error: unknown) => {
        this.#busy.delete(busy);
        this.#failure.reject(error);
      },
    );
    this.#busy.add(busy);
    this.#etags.push(sending);
  }

  /** Waits for something, but not when a part has failed. */
  unlessFailed<T>(work: Promise<T>): Promise<T> {
    return Promise.race([this.#failure.promise, work]);
  }

  /** Waits until fewer than so many are on their way. */
  async fewerThan(limit: number): Promise<void> {
    while (this.#busy.size >= limit)
      await this.unlessFailed(Promise.race(this.#busy));
  }

  etags(): Promise<string[]> {
    return Promise.all(this.#etags);
  }

  /** Resolves when nothing is on its way any more, however it ended. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#etags);
  }
}
