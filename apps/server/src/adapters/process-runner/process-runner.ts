import { readdir } from "node:fs/promises";
import type { ObjectStore } from "@oscar/object-store";
import type { Logger } from "pino";
import type {
  AttemptEnd,
  AttemptHooks,
  AttemptSpec,
  JobRunner,
  RunnerRef,
} from "../../ports/job-runner.ts";
import { waitUntil } from "../../wait.ts";
import { AttemptRun, type Workshop } from "./attempt-run.ts";
import { endOrphans } from "./end-processes.ts";
import { LOST_TO_RESTART } from "./failure.ts";
import type { FileJobLogs } from "./file-job-logs.ts";
import { Launcher } from "./launcher/launcher.ts";
import { bootId } from "./process-table.ts";
import { Scratch, attemptOfScratch } from "./scratch.ts";
import type { ServerEnvironment } from "./script-environment.ts";

export interface ProcessRunnerOptions {
  store: ObjectStore;
  logs: FileJobLogs;
  /** One folder per running attempt; best in the store's own file system. */
  scratchDir: string;
  /** Of the server's environment, all that scripts get. */
  environment: ServerEnvironment;
  /** For every script, unless its function says otherwise. */
  defaultEnvironment?: Record<string, string>;
  log: Logger;
  /** Between SIGTERM and SIGKILL. */
  termGraceMs?: number;
  /** How long disposing waits for scripts that run. */
  disposeGraceMs?: number;
}

const TERM_GRACE_MS = 10_000;
const DISPOSE_GRACE_MS = 10_000;

/** Runs scripts as child processes of the server, with the rights of its user. */
export class ProcessRunner implements JobRunner {
  readonly kind = "process";
  readonly #launcher = new Launcher();
  readonly #workshop: Workshop;
  readonly #disposeGraceMs: number;
  readonly #closing = new AbortController();
  readonly #stopping = new AbortController();
  /** By the name of the scratch folder. */
  readonly #running = new Map<string, Promise<AttemptEnd>>();

  constructor(options: ProcessRunnerOptions) {
    const { environment, defaultEnvironment = {}, ...rest } = options;
    this.#workshop = {
      ...rest,
      launcher: this.#launcher,
      given: { server: environment, defaults: defaultEnvironment },
      bootId: bootId(),
      termGraceMs: options.termGraceMs ?? TERM_GRACE_MS,
    };
    this.#disposeGraceMs = options.disposeGraceMs ?? DISPOSE_GRACE_MS;
  }

  async run(
    attempt: AttemptSpec,
    hooks: AttemptHooks,
    options: { signal: AbortSignal },
  ): Promise<AttemptEnd> {
    const name = nameOf(attempt);
    if (this.#running.has(name)) throw new Error(`${name} runs already`);
    const run = new AttemptRun(this.#workshop, attempt, {
      cancel: options.signal,
      closing: this.#closing.signal,
      stopping: this.#stopping.signal,
    });
    const end = run.run(hooks).finally(() => this.#running.delete(name));
    this.#running.set(name, end);
    return end;
  }

  /** What an earlier server left running is ended, since its exit status cannot be had. */
  async resume(
    attempt: AttemptSpec,
    ref: RunnerRef | undefined,
    options: { hooks: AttemptHooks; signal: AbortSignal },
  ): Promise<AttemptEnd> {
    if (!ref) return this.run(attempt, options.hooks, options);
    const { logs, scratchDir } = this.#workshop;
    if (ref["bootId"] === this.#workshop.bootId) {
      await endOrphans({
        jobId: attempt.jobId,
        attempt: attempt.attempt,
        pid: Number(ref["pid"]),
        startTime: Number(ref["startTime"]),
        pipe: String(ref["pipe"]),
      });
    }
    await new Scratch(scratchDir, attempt).remove();
    if (options.signal.aborted) return { outcome: "cancelled" };
    await logs.note(attempt, LOST_TO_RESTART.message);
    return LOST_TO_RESTART;
  }

  async sweep(
    isAlive: (jobId: string, attempt: number) => boolean,
  ): Promise<void> {
    this.#launcher.start();
    for (const name of await namesIn(this.#workshop.scratchDir)) {
      const attempt = attemptOfScratch(name);
      if (!attempt || this.#running.has(name)) continue;
      if (isAlive(attempt.jobId, attempt.attempt)) continue;
      await new Scratch(this.#workshop.scratchDir, attempt).remove();
    }
  }

  /** Lets running scripts end for a while, then ends them; nothing new begins. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    const ends = Promise.allSettled(this.#running.values());
    await waitUntil(ends, {
      timeoutMs: this.#disposeGraceMs,
      signal: this.#stopping.signal,
    });
    this.#stopping.abort();
    await ends;
    await this.#launcher[Symbol.asyncDispose]();
  }
}

function nameOf({ jobId, attempt }: { jobId: string; attempt: number }) {
  return `${jobId}-${attempt}`;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
