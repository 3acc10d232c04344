import type { JobLogs, LogName } from "../ports/job-runner.ts";
import type { LiveSink } from "../ports/live-sink.ts";
import { waitUntil } from "../wait.ts";

/** So long after somebody has read a log, its growth is told. */
const INTEREST_MS = 30_000;
/** How often a log that is read is looked at, and so how often its growth is told at most. */
const LOOK_EVERY_MS = 250;
/** Logs looked at; beyond them, the one that was read longest ago is forgotten. */
const MAX_WATCHED = 64;

export interface LogGrowthOptions {
  logs: Pick<JobLogs, "size">;
  live: LiveSink;
  onFailure(error: unknown): void;
  now?: () => number;
}

interface Watched {
  log: LogName;
  untilMs: number;
  /** Bytes that its readers know of. */
  bytes: number;
  grown: PromiseWithResolvers<void>;
}

/** Tells of the growth of those logs that somebody reads, so that no reader has to ask again and again. */
export class LogGrowth implements Disposable {
  readonly #options: LogGrowthOptions;
  readonly #now: () => number;
  readonly #watched = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(options: LogGrowthOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Somebody has read a log up to this byte, and more of it may come. */
  watch(log: LogName, bytes: number): void {
    this.#watch(log, bytes);
  }

  /** Resolves when a log has more than so many bytes, after the time limit, or with the signal. */
  async beyond(
    log: LogName,
    bytes: number,
    limit: { timeoutMs: number; signal: AbortSignal },
  ): Promise<void> {
    const { promise } = this.#watch(log, bytes).grown;
    const aborted = Promise.withResolvers<void>();
    const stop = () => aborted.resolve();
    limit.signal.addEventListener("abort", stop, { once: true });
    try {
      await waitUntil(Promise.race([promise, aborted.promise]), limit);
    } finally {
      limit.signal.removeEventListener("abort", stop);
    }
  }

  #watch(log: LogName, bytes: number): Watched {
    const name = `${log.jobId} ${log.attempt}`;
    const known = this.#watched.get(name);
    const watched = known ?? {
      log,
      bytes,
      untilMs: 0,
      grown: Promise.withResolvers<void>(),
    };
    watched.untilMs = this.#now() + INTEREST_MS;
    // One reader may be behind what another was told of: then it is told once more.
    watched.bytes = Math.min(watched.bytes, bytes);
    // Put in anew, so that the first is always the one that was read longest ago.
    this.#watched.delete(name);
    this.#watched.set(name, watched);
    const [oldest] = this.#watched.keys();
    if (this.#watched.size > MAX_WATCHED && oldest !== undefined)
      this.#watched.delete(oldest);
    this.#lookLater();
    return watched;
  }

  #lookLater(): void {
    if (this.#isDisposed || this.#watched.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#look()
        .catch((error: unknown) => this.#options.onFailure(error))
        .finally(() => {
          this.#timer = undefined;
          this.#lookLater();
        });
    }, LOOK_EVERY_MS).unref();
  }

  async #look(): Promise<void> {
    for (const [name, watched] of this.#watched) {
      if (watched.untilMs < this.#now()) {
        this.#watched.delete(name);
        continue;
      }
      const bytes = await this.#options.logs.size(watched.log);
      if (bytes <= watched.bytes) continue;
      watched.bytes = bytes;
      this.#options.live.publish({ type: "log", ...watched.log, bytes });
      watched.grown.resolve();
      watched.grown = Promise.withResolvers();
    }
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#watched.clear();
  }
}
