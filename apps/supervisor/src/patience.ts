import { setTimeout as delay } from "node:timers/promises";
import { isAppError } from "@oscar/contracts";
import { lost } from "./ends.ts";

/** A failure that may pass by itself: no answer, or one that says "later". */
export class Passing extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = "Passing";
  }
}

const FIRST_PAUSE_MS = 250;
const LAST_PAUSE_MS = 15_000;

/** Outlives a server and a store that are away for a while, such as for an upgrade. */
export class Patience {
  readonly #waitMs: number;
  readonly #log: (line: string) => void;

  constructor(waitMs: number, log: (line: string) => void) {
    this.#waitMs = waitMs;
    this.#log = log;
  }

  /**
   * Tries again while what fails may pass, but not for longer than the pod may wait.
   * @throws Ended when that is over
   */
  async outlive<T>(work: () => Promise<T>): Promise<T> {
    const since = performance.now();
    let pauseMs = FIRST_PAUSE_MS;
    for (;;) {
      try {
        const result = await work();
        if (pauseMs > FIRST_PAUSE_MS) this.#log("It goes on.");
        return result;
      } catch (error) {
        if (!isPassing(error)) throw error;
        const message = wordsOf(error);
        if (performance.now() - since + pauseMs > this.#waitMs)
          throw lost(`It was waited for in vain: ${message}`, error);
        this.#log(`waiting: ${message}`);
      }
      // Many pods must not come back all at once.
      await delay(pauseMs * (0.5 + Math.random() / 2));
      pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
    }
  }
}

/** With what caused it: "fetch failed" alone says little. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined
    ? error.message
    : `${error.message} (${wordsOf(error.cause)})`;
}

function isPassing(error: unknown): boolean {
  return (
    error instanceof Passing ||
    isAppError(
      error,
      "unavailable",
      "internal",
      "too_many_requests",
      "client_closed",
      "request_timeout",
    )
  );
}
