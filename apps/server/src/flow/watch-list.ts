import type { Ledger } from "../ledger/ledger.ts";
import { type Watch, matchWatches } from "./match.ts";

/** The watches of all living functions, in memory; reloaded after every change of a function. */
export class WatchList {
  readonly #ledger: Ledger;
  #byBucket = new Map<string, Watch[]>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  async reload(): Promise<void> {
    const [functions, rows] = await Promise.all([
      this.#ledger.functions.list(),
      this.#ledger.functions.watches(),
    ]);
    const byUid = new Map(functions.map((each) => [each.uid, each]));
    const byBucket = new Map<string, Watch[]>();
    for (const row of rows) {
      const watching = byUid.get(row.function_uid);
      if (!watching) continue;
      const list = byBucket.get(row.bucket) ?? [];
      byBucket.set(row.bucket, list);
      list.push({
        functionUid: row.function_uid,
        functionName: watching.name,
        generation: watching.generation,
        bucket: row.bucket,
        prefix: row.prefix,
        suffix: row.suffix,
        watchedSince: row.watched_since,
      });
    }
    this.#byBucket = byBucket;
  }

  buckets(): string[] {
    return [...this.#byBucket.keys()];
  }

  match(bucket: string, key: string): Watch[] {
    return matchWatches(this.#byBucket.get(bucket) ?? [], key);
  }
}
