/**
 * A signal that is aborted when a stream has been silent for too long: a connection whose
 * other end is gone tells nothing. It is aborted with the caller's signal as well.
 */
export class Silence implements Disposable {
  readonly signal: AbortSignal;
  readonly #limitMs: number;
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(limitMs: number, signal: AbortSignal) {
    this.#limitMs = limitMs;
    this.signal = AbortSignal.any([signal, this.#controller.signal]);
    this.broken();
  }

  /** Something was heard. */
  broken(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#controller.abort(new Error("The stream has gone silent")),
      this.#limitMs,
    ).unref();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    // Ends a stream that its reader has left.
    this.#controller.abort();
  }
}
