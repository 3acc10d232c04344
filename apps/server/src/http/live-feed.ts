import { randomBytes } from "node:crypto";
import type { LiveEvent } from "@oscar/contracts";
import type { LiveSink } from "../ports/live-sink.ts";
import { coalesce, subjectOf } from "./coalesce-events.ts";

/** An event and its place in the feed. The first of a subscription may be a place alone. */
export interface LiveEntry {
  id: string;
  event?: LiveEvent;
}

export interface LiveFeedOptions {
  /** How long news are gathered, so that of each subject only the latest is sent. */
  gatherMs?: number;
  /** How many entries a browser may be behind before it has to fetch anew. */
  capacity?: number;
}

/**
 * The news of the console, for any number of browsers. Each reads at its own pace from one
 * ring, so that a slow one costs nothing; who has fallen out of the ring gets a `reset`. An
 * id names the process too: after a restart nobody takes new entries for old ones.
 */
export class LiveFeed implements LiveSink, Disposable {
  readonly #epoch = randomBytes(6).toString("base64url");
  readonly #gatherMs: number;
  readonly #capacity: number;
  readonly #pending = new Map<string, LiveEvent>();
  #ring: LiveEvent[] = [];
  /** The place of the ring's first entry. */
  #first = 1;
  #news = Promise.withResolvers<void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LiveFeedOptions = {}) {
    this.#gatherMs = options.gatherMs ?? 100;
    this.#capacity = options.capacity ?? 2000;
  }

  publish(event: LiveEvent): void {
    const subject = subjectOf(event);
    // Taken out first, so that the latest also comes last.
    this.#pending.delete(subject);
    this.#pending.set(subject, event);
    this.#timer ??= setTimeout(() => this.flush(), this.#gatherMs).unref();
  }

  /** Sends what was gathered now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.size === 0) return;
    this.#ring.push(...coalesce([...this.#pending.values()]));
    this.#pending.clear();
    const excess = this.#ring.length - this.#capacity;
    if (excess > 0) {
      this.#ring = this.#ring.slice(excess);
      this.#first += excess;
    }
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  /**
   * All that comes after `lastEventId`; without one, or with one that is not known any more,
   * all from now on. Ends with the signal.
   */
  async *subscribe(
    lastEventId: string | undefined,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<LiveEntry, void, void> {
    let place = this.#placeOf(lastEventId);
    if (place === undefined) {
      place = this.#last;
      const id = this.#idOf(place);
      yield lastEventId === undefined
        ? { id }
        : { id, event: { type: "reset" } };
    }
    const stopped = Promise.withResolvers<void>();
    const stop = () => stopped.resolve();
    signal.addEventListener("abort", stop, { once: true });
    try {
      while (!signal.aborted) {
        const news = this.#news.promise;
        const entry = this.#after(place);
        if (entry) {
          place = entry.place;
          yield { id: this.#idOf(place), event: entry.event };
        } else {
          await Promise.race([news, stopped.promise]);
        }
      }
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  #after(place: number): { place: number; event: LiveEvent } | undefined {
    if (place + 1 < this.#first) {
      return { place: this.#last, event: { type: "reset" } };
    }
    const event = this.#ring[place + 1 - this.#first];
    return event ? { place: place + 1, event } : undefined;
  }

  get #last(): number {
    return this.#first + this.#ring.length - 1;
  }

  #idOf(place: number): string {
    return `${this.#epoch}.${place}`;
  }

  #placeOf(id: string | undefined): number | undefined {
    const [epoch, digits] = id?.split(".") ?? [];
    if (epoch !== this.#epoch || !/^\d{1,15}$/.test(digits ?? ""))
      return undefined;
    const place = Number(digits);
    return place >= this.#first - 1 && place <= this.#last ? place : undefined;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
