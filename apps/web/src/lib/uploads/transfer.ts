import { isAppError } from "@oscar/contracts";
import { RateMeter } from "./rate-meter.ts";
import { isStopping, retryDelayMs } from "./retry-policy.ts";
import type { UploadBatch } from "./upload-batch.ts";
import type {
  Upload,
  UploadPorts,
  UploadSource,
  UploadState,
} from "./upload-types.ts";

export type TransferEnd =
  | "done"
  | "failed"
  | "exists"
  | "skipped"
  | "cancelled"
  /** Nothing is wrong with the file; the queue has to stop. */
  | "stopped";

/** One file on its way, with all its tries. */
export class Transfer {
  readonly id: number;
  readonly batch: UploadBatch;
  readonly source: UploadSource;
  state: UploadState = "held";
  sentBytes = 0;
  canReplace = false;
  error: unknown;
  #meter = new RateMeter();
  #abort = new AbortController();

  constructor(id: number, batch: UploadBatch, source: UploadSource) {
    this.id = id;
    this.batch = batch;
    this.source = source;
  }

  abort(): void {
    this.#abort.abort();
  }

  /** Makes it ready to be run once more. */
  renew(): void {
    this.#abort = new AbortController();
    this.#meter.reset();
    this.error = undefined;
    this.sentBytes = 0;
  }

  /** Sends it, and tries again where that may help. Never rejects. */
  async run(ports: UploadPorts): Promise<TransferEnd> {
    const { signal } = this.#abort;
    for (let tries = 1; ; tries++) {
      const isSent = await this.#try(ports, signal);
      if (isSent) return "done";
      if (signal.aborted) return "cancelled";
      if (isAppError(this.error, "precondition_failed")) {
        const { policy } = this.batch;
        if (policy === "skip") return "skipped";
        if (policy === "ask" || this.canReplace) return "exists";
        this.canReplace = true;
        continue;
      }
      if (isAppError(this.error, "unauthenticated") || isStopping(this.error))
        return "stopped";
      const delayMs = retryDelayMs(this.error, tries, ports.random());
      if (delayMs === undefined) return "failed";
      this.state = "retrying";
      ports.onChange();
      await ports.pause(delayMs, signal);
    }
  }

  async #try(ports: UploadPorts, signal: AbortSignal): Promise<boolean> {
    this.state = "held";
    this.sentBytes = 0;
    if (signal.aborted) return false;
    const { key, size, open } = this.source;
    const { canReplace } = this;
    const onProgress = (sentBytes: number) => {
      this.sentBytes = Math.min(sentBytes, size);
      this.#meter.add(ports.nowMs(), this.sentBytes);
      ports.onChange();
    };
    try {
      const { bucket } = this.batch;
      const request = { bucket, key, size, open, canReplace };
      await ports.withSlot(() => {
        this.state = "sending";
        ports.onChange();
        return ports.put({ ...request, signal, onProgress });
      }, signal);
      this.state = "done";
      return true;
    } catch (error) {
      this.error = error;
      return false;
    }
  }

  shown(nowMs: number): Upload {
    return {
      id: this.id,
      bucket: this.batch.bucket,
      key: this.source.key,
      size: this.source.size,
      state: this.state,
      sentBytes: this.sentBytes,
      bytesPerSecond: this.#meter.bytesPerSecond(nowMs),
      error: this.error,
    };
  }
}
