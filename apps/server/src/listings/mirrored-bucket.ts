import { setTimeout as delay } from "node:timers/promises";

/** After a comparison the table counts as fresh for so many times as long as that took. */
const REST_FACTOR = 10;
/** Where others are known to have changed something, the next one begins sooner. */
const DOUBT_FACTOR = 2;

/** When a bucket was compared with its listing, and when it will be. */
export class MirroredBucket {
  readonly #compare: () => Promise<void>;
  readonly #signal: AbortSignal;
  /** Of the last comparison that ended well, by the monotonic clock. */
  #beganAtMs = -Infinity;
  #tookMs = 0;
  #isDoubtful = false;
  #running: Promise<void> | undefined;
  #later: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(
    compare: () => Promise<void>,
    { signal }: { signal: AbortSignal },
  ) {
    this.#compare = compare;
    this.#signal = signal;
  }

  /** How old that is which the table shows; Infinity where it was never compared. */
  get ageMs(): number {
    return performance.now() - this.#beganAtMs;
  }

  /** So old it may get before a comparison is worth what it costs. */
  get restMs(): number {
    return REST_FACTOR * this.#tookMs;
  }

  /** How long the last comparison took. */
  get tookMs(): number {
    return this.#tookMs;
  }

  get isFresh(): boolean {
    return !this.#isDoubtful && this.ageMs <= this.restMs;
  }

  /** Others have changed something. */
  doubt(): void {
    this.#isDoubtful = true;
  }

  /** The comparison that is under way, or one that begins now or after a short rest. */
  compared(): Promise<void> {
    if (this.#running) return this.#running;
    const pauseMs = (1 + DOUBT_FACTOR) * this.#tookMs - this.ageMs;
    if (!(pauseMs > 0)) return this.#begin();
    this.#later ??= this.#beginAfter(pauseMs);
    return this.#later;
  }

  /** A comparison that does not begin before now. */
  comparedFromNow(): Promise<void> {
    if (!this.#running) return this.#begin();
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#running ?? this.#begin();
      });
    return this.#next;
  }

  async #beginAfter(pauseMs: number): Promise<void> {
    await delay(pauseMs, undefined, { signal: this.#signal, ref: false });
    this.#later = undefined;
    return this.#running ?? this.#begin();
  }

  #begin(): Promise<void> {
    const beganAtMs = performance.now();
    this.#isDoubtful = false;
    this.#running = this.#compare()
      .then(
        () => {
          this.#beganAtMs = beganAtMs;
          this.#tookMs = performance.now() - beganAtMs;
        },
        (error: unknown) => {
          this.#isDoubtful = true;
          throw error;
        },
      )
      .finally(() => (this.#running = undefined));
    return this.#running;
  }
}
