/** Wakes one who waits; a ring that nobody heard is kept for the next. */
export class Bell {
  #rung = Promise.withResolvers<void>();

  ring(): void {
    this.#rung.resolve();
  }

  /** Resolves at the next ring, after the time, or with the signal. */
  async wait(options: {
    timeoutMs: number;
    signal: AbortSignal;
  }): Promise<void> {
    const { timeoutMs, signal } = options;
    const ring = () => this.ring();
    const timer = setTimeout(ring, Math.min(timeoutMs, 2 ** 31 - 1));
    signal.addEventListener("abort", ring);
    if (signal.aborted) ring();
    await this.#rung.promise;
    clearTimeout(timer);
    signal.removeEventListener("abort", ring);
    this.#rung = Promise.withResolvers<void>();
  }
}
