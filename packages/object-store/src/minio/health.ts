import { isAppError, type StatusProblem } from "@oscar/contracts";
import { listBuckets } from "./buckets.ts";
import type { Connection } from "./connection.ts";
import { noStore } from "./connection-failures.ts";
import { listRaw } from "./list-page.ts";

/** Whoever asks waits for the answer. */
const LIMIT_MS = 5000;
/** All browsers ask, and one look does for them. */
const FRESH_MS = 2000;

const HELP =
  "Until then objects can be neither shown nor moved, and jobs wait. Nothing is lost meanwhile.";

/** Whether the server answers as it should. */
export class Health {
  readonly #connection: Connection;
  #look: Promise<StatusProblem[]> = Promise.resolve([]);
  #lookedAtMs = -Infinity;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  problems(): Promise<StatusProblem[]> {
    const now = performance.now();
    if (now - this.#lookedAtMs > FRESH_MS) {
      this.#lookedAtMs = now;
      this.#look = this.#problems();
    }
    return this.#look;
  }

  async #problems(): Promise<StatusProblem[]> {
    const limit = Promise.withResolvers<never>();
    const { endpoint } = this.#connection;
    const timer = setTimeout(
      () => limit.reject(noStore(endpoint, "no answer")),
      LIMIT_MS,
    );
    try {
      await Promise.race([this.#tryAll(), limit.promise]);
      return [];
    } catch (error) {
      if (!isAppError(error)) throw error;
      const { message } = error;
      return [{ code: "store_unavailable", message, help: HELP }];
    } finally {
      clearTimeout(timer);
    }
  }

  /** A list of the buckets is given in every region, that of a bucket is not. */
  async #tryAll(): Promise<void> {
    const [first] = await listBuckets(this.#connection);
    if (!first) return;
    const wish = { prefix: "", startAfter: "", limit: 1 };
    await listRaw(this.#connection, first.name, wish);
  }
}
