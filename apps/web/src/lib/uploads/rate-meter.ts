const WINDOW_MS = 6000;
const MIN_SPAN_MS = 400;

interface Sample {
  atMs: number;
  bytes: number;
}

/** How fast bytes go, averaged over the last seconds, so that the number shown is calm. */
export class RateMeter {
  #samples: Sample[] = [];

  /** `bytes` is what has gone in all; when it falls (a transfer began anew) measuring begins anew. */
  add(atMs: number, bytes: number): void {
    const last = this.#samples.at(-1);
    if (last && bytes < last.bytes) this.#samples = [];
    this.#samples.push({ atMs, bytes });
    const from = this.#samples.findIndex(
      (sample) => sample.atMs >= atMs - WINDOW_MS,
    );
    if (from > 0) this.#samples.splice(0, from);
  }

  /** Undefined until enough has been seen. */
  bytesPerSecond(nowMs: number): number | undefined {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last) return undefined;
    const spanMs = nowMs - first.atMs;
    if (spanMs < MIN_SPAN_MS) return undefined;
    return ((last.bytes - first.bytes) / spanMs) * 1000;
  }

  reset(): void {
    this.#samples = [];
  }
}

/** How long the rest takes; undefined where nobody can say. */
export function secondsLeft(
  remainingBytes: number,
  bytesPerSecond: number | undefined,
): number | undefined {
  if (!bytesPerSecond) return undefined;
  return Math.max(0, remainingBytes) / bytesPerSecond;
}
