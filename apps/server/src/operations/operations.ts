import { randomBytes } from "node:crypto";
import { AppError, isAppError, type Operation } from "@oscar/contracts";
import type { Logger } from "../log.ts";
import type { LiveSink } from "../ports/live-sink.ts";

/** How long a request waits for work before it becomes an operation. */
const PATIENCE_MS = 5000;
const KEEP_ENDED_MS = 3_600_000;
const MAX_ENDED = 1000;

/** How far the work is; `total` null where nobody knows. */
export type Progress = (done: number, total?: number | null) => void;

export interface WorkContext {
  signal: AbortSignal;
  progress: Progress;
}

/** What came of work that may take long: its result, or the operation that goes on. */
export type Outcome<T> = { result: T } | { operation: Operation };

interface Running {
  operation: Operation;
  abort: AbortController;
  /** Never rejects. */
  ended: Promise<void>;
  /** Whether somebody was given the operation to follow. */
  isPublic: boolean;
}

export interface OperationsOptions {
  live: LiveSink;
  log: Logger;
  /** 0 makes an operation of everything. */
  patienceMs?: number;
}

/**
 * Work that takes longer than a request should. It goes on when its browser leaves, tells
 * its progress live, and can be cancelled. Not kept over a restart: all such work can be
 * asked for again.
 */
export class Operations implements AsyncDisposable {
  readonly #options: OperationsOptions;
  readonly #running = new Map<string, Running>();
  readonly #ended = new Map<string, { operation: Operation; at: number }>();

  constructor(options: OperationsOptions) {
    this.#options = options;
  }

  /** Does the work; resolves with its result, or with the operation where that takes long. */
  async run<T>(
    kind: string,
    work: (context: WorkContext) => Promise<T>,
  ): Promise<Outcome<T>> {
    const running = this.#begin(kind);
    const { operation, abort } = running;
    const progress: Progress = (done, total = operation.total) => {
      Object.assign(operation, { done, total });
      this.#tell(running);
    };
    const working = work({ signal: abort.signal, progress });
    running.ended = working.then(
      (result) => this.#end(running, { state: "succeeded", result }),
      (error: unknown) => this.#end(running, this.#failure(running, error)),
    );
    const isDone = await within(running.ended, this.#options.patienceMs);
    // It may have ended after the patience did and before this line.
    if (isDone || operation.state !== "running")
      return { result: await working };
    running.isPublic = true;
    return { operation: { ...operation } };
  }

  #begin(kind: string): Running {
    const id = randomBytes(12).toString("base64url");
    const running: Running = {
      operation: { id, kind, state: "running", done: 0, total: null },
      abort: new AbortController(),
      ended: Promise.resolve(),
      isPublic: false,
    };
    this.#running.set(id, running);
    return running;
  }

  /** Work that nobody was given an operation for is nobody's news. */
  #tell({ isPublic, operation }: Running): void {
    if (!isPublic) return;
    const copy = { ...operation };
    this.#options.live.publish({ type: "operation", operation: copy });
  }

  #end(running: Running, end: Partial<Operation>): void {
    Object.assign(running.operation, end);
    this.#running.delete(running.operation.id);
    if (running.isPublic) this.#keep(running.operation);
    this.#tell(running);
  }

  /** @throws AppError `operation_not_found` */
  get(id: string): Operation {
    const operation =
      this.#running.get(id)?.operation ?? this.#ended.get(id)?.operation;
    if (!operation) throw noOperation();
    return { ...operation };
  }

  /** Stops an operation and waits for its end; one that has ended stays as it is. */
  async cancel(id: string): Promise<void> {
    const running = this.#running.get(id);
    if (!running) {
      this.get(id);
      return;
    }
    running.abort.abort(cancelled());
    await running.ended;
  }

  #failure({ operation, abort }: Running, error: unknown): Partial<Operation> {
    if (abort.signal.aborted) return { state: "cancelled" };
    const { id, kind } = operation;
    if (isAppError(error)) {
      const { code, message } = error;
      return { state: "failed", problem: { code, message, requestId: id } };
    }
    this.#options.log.error(
      { err: error, operation: id, kind },
      "An operation failed",
    );
    const message = "Something went wrong in the server.";
    return {
      state: "failed",
      problem: { code: "internal", message, requestId: id },
    };
  }

  #keep(operation: Operation): void {
    const now = Date.now();
    for (const [id, { at }] of this.#ended) {
      if (now - at < KEEP_ENDED_MS && this.#ended.size < MAX_ENDED) break;
      this.#ended.delete(id);
    }
    this.#ended.set(operation.id, { operation, at: now });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const running = [...this.#running.values()];
    for (const { abort } of running) abort.abort(cancelled());
    await Promise.all(running.map(({ ended }) => ended));
  }
}

/** Whether the work ends within the time that a request waits for it. */
async function within(wait: Promise<void>, patienceMs = PATIENCE_MS) {
  if (patienceMs === 0) return false;
  const patience = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => patience.resolve(false), patienceMs);
  try {
    return await Promise.race([wait.then(() => true), patience.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function cancelled(): AppError {
  return new AppError("client_closed", "The operation was cancelled.");
}

function noOperation(): AppError {
  return new AppError(
    "operation_not_found",
    "There is no such operation. What has ended is forgotten after an hour or a restart.",
  );
}
