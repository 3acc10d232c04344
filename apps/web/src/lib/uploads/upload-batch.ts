import type { TransferEnd } from "./transfer.ts";
import type {
  BatchReport,
  ExistingPolicy,
  UploadSource,
} from "./upload-types.ts";

/** So few files get a message each; more get one for all. */
const NAMED = 3;

/** Files that were given together: they share a bucket, a policy and a message at the end. */
export class UploadBatch {
  readonly bucket: string;
  policy: ExistingPolicy = "ask";
  isReading = true;
  #waiting: UploadSource[] = [];
  #head = 0;
  #active = 0;
  #given = 0;
  #untold = { keys: [] as string[], done: 0, failed: 0 };

  constructor(bucket: string) {
    this.bucket = bucket;
  }

  get waiting(): number {
    return this.#waiting.length - this.#head;
  }

  push(source: UploadSource): void {
    this.#given++;
    this.#waiting.push(source);
  }

  take(): UploadSource | undefined {
    const source = this.#waiting[this.#head];
    if (!source) return undefined;
    this.#head++;
    // Taking from the front of a long array would move all of it each time.
    if (this.#head > 1000 && this.#head * 2 > this.#waiting.length)
      this.#trim();
    return source;
  }

  /** Takes out all that has not begun. */
  drop(): UploadSource[] {
    this.#trim();
    return this.#waiting.splice(0);
  }

  begin(): void {
    this.#active++;
  }

  /** Takes down how one file ended; returns what is to be told, if anything is. */
  end(outcome: TransferEnd, key: string): BatchReport | undefined {
    this.#active--;
    if (outcome === "done") {
      this.#untold.done++;
      if (this.#untold.keys.length < NAMED) this.#untold.keys.push(key);
    }
    if (outcome === "failed") this.#untold.failed++;
    return this.report();
  }

  /** What is to be told now: of a few files each at once, of many all together at the end. */
  report(): BatchReport | undefined {
    const { done, failed } = this.#untold;
    const isEnd = !this.isReading && this.waiting === 0 && this.#active === 0;
    const isSmall = !this.isReading && this.#given <= NAMED;
    if (!(isEnd || isSmall) || done + failed === 0) return undefined;
    const report = { bucket: this.bucket, ...this.#untold };
    this.#untold = { keys: [], done: 0, failed: 0 };
    return report;
  }

  #trim(): void {
    this.#waiting = this.#waiting.slice(this.#head);
    this.#head = 0;
  }
}
