import { isAppError } from "@oscar/contracts";
import { RateMeter, secondsLeft } from "./rate-meter.ts";
import { TRANSFERS_AT_ONCE } from "./transfer-slots.ts";
import { Transfer, type TransferEnd } from "./transfer.ts";
import { UploadBatch } from "./upload-batch.ts";
import type {
  BatchReport,
  UploadPorts,
  UploadSource,
  UploadStop,
  UploadsSnapshot,
} from "./upload-types.ts";

const MAX_ATTENTION = 30;
/** After so many files that were taken in, the page gets its turn. */
const BREATH = 200;
const MAX_RECENT = 3;

/**
 * Sends files, three at a time, in the order in which they came. A file that failed or that
 * is there already waits for an answer while the others go on. Of those that wait or are
 * done only numbers are kept.
 */
export class UploadQueue {
  readonly #ports: UploadPorts;
  readonly #meter = new RateMeter();
  readonly #active = new Map<number, Transfer>();
  readonly #attention = new Map<number, Transfer>();
  #batches: UploadBatch[] = [];
  /** Come before all that waits. */
  #again: Transfer[] = [];
  #recent: Transfer[] = [];
  #stop: UploadStop | undefined;
  #nextId = 1;
  /** Failed and skipped files have no part in the bytes. */
  #sums = { total: 0, done: 0, skipped: 0, totalBytes: 0, doneBytes: 0 };

  constructor(ports: UploadPorts) {
    this.#ports = ports;
  }

  /** True while closing the page would lose something. */
  get isBusy(): boolean {
    return (
      this.#active.size > 0 ||
      this.#again.length > 0 ||
      this.#batches.some((batch) => batch.isReading || batch.waiting > 0)
    );
  }

  /** Takes files as they are found; the first are sent while the rest is looked for. */
  async add(
    bucket: string,
    sources: Iterable<UploadSource> | AsyncIterable<UploadSource>,
  ): Promise<void> {
    if (!this.isBusy && this.#attention.size === 0) this.clear();
    const batch = new UploadBatch(bucket);
    this.#batches.push(batch);
    try {
      for await (const source of sources) {
        if (!this.#batches.includes(batch)) return; // cancelled
        this.#sums.total++;
        this.#sums.totalBytes += source.size;
        batch.push(source);
        this.#pump();
        if (this.#sums.total % BREATH === 0) await breath();
      }
    } finally {
      batch.isReading = false;
      this.#tell(batch.report());
      this.#pump();
    }
  }

  cancel(id: number): void {
    this.#active.get(id)?.abort();
    if (this.#attention.delete(id)) this.#sums.total--;
    this.#ports.onChange();
  }

  cancelAll(): void {
    for (const batch of this.#batches) {
      for (const { size } of batch.drop()) this.#forget(size);
    }
    for (const { source } of this.#again) this.#forget(source.size);
    this.#batches = [];
    this.#again = [];
    this.#stop = undefined;
    for (const transfer of this.#active.values()) transfer.abort();
    this.#ports.onChange();
  }

  retry(id: number): void {
    this.#resend([id]);
  }

  retryAll(): void {
    this.#resend(this.#idsOf("failed"));
  }

  /** Answers for one key that is there already. */
  answer(id: number, answer: "replace" | "skip"): void {
    if (answer === "replace") return this.#resend([id], true);
    if (this.#attention.delete(id)) this.#sums.skipped++;
    this.#ports.onChange();
  }

  /** Answers for all keys that are there already, now and later in what was given so far. */
  answerAll(answer: "replace" | "skip"): void {
    for (const batch of this.#batches) batch.policy = answer;
    const ids = this.#idsOf("exists");
    if (answer === "replace") return this.#resend(ids, true);
    for (const id of ids) this.#attention.delete(id);
    this.#sums.skipped += ids.length;
    this.#ports.onChange();
  }

  /** Goes on after a new login, or after the reader mended what stopped the queue. */
  resume(): void {
    if (!this.#stop) return;
    this.#stop = undefined;
    this.#pump();
  }

  /** Forgets all that has ended. */
  clear(): void {
    this.#sums.total -= this.#attention.size;
    this.#attention.clear();
    this.#recent = [];
    if (!this.isBusy) {
      this.#batches = [];
      this.#meter.reset();
      this.#sums = {
        total: 0,
        done: 0,
        skipped: 0,
        totalBytes: 0,
        doneBytes: 0,
      };
    }
    this.#ports.onChange();
  }

  snapshot(): UploadsSnapshot {
    const nowMs = this.#ports.nowMs();
    const { totalBytes, doneBytes } = this.#sums;
    const active = [...this.#active.values()];
    const attention = [...this.#attention.values()];
    const sentBytes = active.reduce((sum, t) => sum + t.sentBytes, doneBytes);
    this.#meter.add(nowMs, sentBytes);
    const bytesPerSecond = this.#meter.bytesPerSecond(nowMs);
    const show = (transfer: Transfer) => transfer.shown(nowMs);
    return {
      active: active.map(show),
      attention: attention.slice(0, MAX_ATTENTION).map(show),
      recent: this.#recent.map(show),
      counts: this.#counts(),
      totalBytes,
      sentBytes,
      bytesPerSecond,
      secondsLeft: secondsLeft(totalBytes - sentBytes, bytesPerSecond),
      isReading: this.#batches.some((batch) => batch.isReading),
      stop: this.#stop,
    };
  }

  #counts(): UploadsSnapshot["counts"] {
    const { total, done, skipped } = this.#sums;
    const waiting = this.#batches.reduce((sum, b) => sum + b.waiting, 0);
    const exists = this.#idsOf("exists").length;
    return {
      total,
      waiting: waiting + this.#again.length,
      active: this.#active.size,
      done,
      failed: this.#attention.size - exists,
      exists,
      skipped,
    };
  }

  #idsOf(state: "failed" | "exists"): number[] {
    const transfers = [...this.#attention.values()];
    return transfers.filter((t) => t.state === state).map(({ id }) => id);
  }

  #forget(size: number): void {
    this.#sums.total--;
    this.#sums.totalBytes -= size;
  }

  #resend(ids: number[], canReplace = false): void {
    for (const id of ids) {
      const transfer = this.#attention.get(id);
      if (!transfer) continue;
      this.#attention.delete(id);
      transfer.renew();
      transfer.canReplace ||= canReplace;
      this.#sums.totalBytes += transfer.source.size;
      this.#again.push(transfer);
      if (!this.#batches.includes(transfer.batch))
        this.#batches.push(transfer.batch);
    }
    this.#pump();
  }

  #pump(): void {
    while (!this.#stop && this.#active.size < TRANSFERS_AT_ONCE) {
      const transfer = this.#again.shift() ?? this.#next();
      if (!transfer) break;
      this.#active.set(transfer.id, transfer);
      transfer.batch.begin();
      void transfer
        .run(this.#ports)
        .then((outcome) => this.#end(transfer, outcome));
    }
    this.#ports.onChange();
  }

  #next(): Transfer | undefined {
    for (const batch of this.#batches) {
      const source = batch.take();
      if (source) return new Transfer(this.#nextId++, batch, source);
    }
    return undefined;
  }

  #end(transfer: Transfer, outcome: TransferEnd): void {
    const { batch, source } = transfer;
    this.#active.delete(transfer.id);
    if (outcome === "stopped") this.#putBack(transfer);
    else this.#takeDown(transfer, outcome);
    this.#tell(batch.end(outcome, source.key));
    this.#pump();
  }

  #takeDown(
    transfer: Transfer,
    outcome: Exclude<TransferEnd, "stopped">,
  ): void {
    const { size } = transfer.source;
    if (outcome === "done") {
      this.#sums.done++;
      this.#sums.doneBytes += size;
      this.#recent = [transfer, ...this.#recent].slice(0, MAX_RECENT);
      return;
    }
    this.#sums.totalBytes -= size;
    if (outcome === "cancelled") this.#sums.total--;
    else if (outcome === "skipped") this.#sums.skipped++;
    else {
      transfer.state = outcome;
      this.#attention.set(transfer.id, transfer);
    }
  }

  /** Back to the front of the queue, which then stands still. */
  #putBack(transfer: Transfer): void {
    const { error } = transfer;
    const isSession = isAppError(error, "unauthenticated");
    if (isSession && this.#stop?.kind !== "session") this.#ports.onSessionEnd();
    this.#stop = isSession ? { kind: "session" } : { kind: "error", error };
    transfer.renew();
    this.#again.unshift(transfer);
  }

  #tell(report: BatchReport | undefined): void {
    if (report) this.#ports.onReport(report);
  }
}

function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
