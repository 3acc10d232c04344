/** Work that must not overlap, one after the other in the order in which it came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves, or rejects, as the work does when its turn has come. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
