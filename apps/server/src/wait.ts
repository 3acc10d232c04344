import { setTimeout as delay } from "node:timers/promises";

/** The most that a timer takes: 25 days. */
const LONGEST_MS = 2 ** 31 - 1;

export interface WaitOptions {
  /** None for as long as it takes. */
  timeoutMs: number | undefined;
  signal: AbortSignal;
}

/** Waits for a promise, but not longer than the time limit and not beyond the signal. */
export async function waitUntil(
  promise: Promise<unknown>,
  options: WaitOptions,
): Promise<void> {
  const timer = new AbortController();
  const signal = AbortSignal.any([options.signal, timer.signal]);
  const timeout = delay(options.timeoutMs ?? LONGEST_MS, undefined, {
    signal,
    ref: false,
  }).catch(ignoreAbort);
  try {
    await Promise.race([promise, timeout]);
  } finally {
    timer.abort();
  }
}

/** Waits, but not beyond the signal. */
export async function pause(
  milliseconds: number,
  options: { signal: AbortSignal },
): Promise<void> {
  await delay(milliseconds, undefined, {
    signal: options.signal,
    ref: false,
  }).catch(ignoreAbort);
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error) || error.name !== "AbortError") throw error;
}

export interface PersistOptions {
  signal: AbortSignal;
  /** False for a failure that no further try can mend; it is thrown. */
  isTransient(error: unknown): boolean | Promise<boolean>;
  onFailure(error: unknown): void;
}

const FIRST_PAUSE_MS = 200;
const LAST_PAUSE_MS = 10_000;

/** Tries until it succeeds, with growing pauses, or until the signal or a final failure ends it. */
export async function persist<T>(
  work: () => Promise<T>,
  options: PersistOptions,
): Promise<T> {
  for (
    let pauseMs = FIRST_PAUSE_MS;
    ;
    pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS)
  ) {
    try {
      return await work();
    } catch (error) {
      if (!(await options.isTransient(error))) throw error;
      options.onFailure(error);
      await pause(pauseMs, options);
      options.signal.throwIfAborted();
    }
  }
}
