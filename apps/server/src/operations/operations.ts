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
  ended: Promise<unknown>;
}

export interface OperationsOptions {
  live: LiveSink;
  log: Logger;
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
    const id = randomBytes(12).toString("base64url");
    const abort = new AbortController();
    const operation: Operation = {
      id,
      kind,
      state: "running",
      done: 0,
      total: null,
    };
    let isPublic = false;
    const publish = () => {
      if (!isPublic) return;
      this.#options.live.publish({
        type: "operation",
        operation: { ...operation },
      });
    };
    const progress: Progress = (done, total = operation.total) => {
      Object.assign(operation, { done, total });
      publish();
    };
    const working = work({ signal: abort.signal, progress });
    const ended = working.then(
      (result) => Object.assign(operation, { state: "succeeded", result }),
      (error: unknown) => this.#fail(operation, error, abort.signal),
    );
    this.#running.set(id, { operation, abort, ended });
    const settled = ended.then(() => {
      this.#running.delete(id);
      if (isPublic) this.#keep(operation);
      publish();
      return "ended" as const;
    });
    if ((await orPatience(settled, this.#options.patienceMs)) === "ended") {
      return { result: await working };
    }
    isPublic = true;
    return { operation: { ...operation } };
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

  #fail(operation: Operation, error: unknown, signal: AbortSignal): void {
    if (signal.aborted) {
      operation.state = "cancelled";
      return;
    }
    const { id, kind } = operation;
    if (!isAppError(error)) {
      this.#options.log.error(
        { err: error, operation: id, kind },
        "An operation failed",
      );
    }
    const { code, message } = isAppError(error)
      ? error
      : {
          code: "internal" as const,
          message: "Something went wrong in the server.",
        };
    operation.state = "failed";
    operation.problem = { code, message, requestId: id };
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

async function orPatience<T>(wait: Promise<T>, patienceMs = PATIENCE_MS) {
  const patience = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => patience.resolve(undefined), patienceMs);
  try {
    return await Promise.race([wait, patience.promise]);
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
