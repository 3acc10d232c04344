import type { AttemptSpec } from "../../ports/job-runner.ts";
import { CONTAINERS } from "./manifests/pod-settings.ts";
import { followLog } from "./logs/follow-log.ts";
import { LogCopy } from "./logs/log-copy.ts";
import type { Workshop } from "./workshop.ts";

const GAP =
  "Lines are missing here: the node had thrown them away before the server could read them.";
const CUT = "The rest of the log could not be read from the job's node.";
/** For the rest of a log, and for that of a pod that is on its way out. */
const REST_LIMIT_MS = 10 * 60_000;
const GONE_LIMIT_MS = 5000;

/** How a script has come to its end, as far as its log is concerned. */
export interface LogEnd {
  isPodGone: boolean;
  /** The wrapper has outlived the script, and marked the log's end. */
  isMarked: boolean;
}

/** Copies the log of an attempt's script while it runs, and to its end. */
export class PodLog {
  readonly #workshop: Workshop;
  readonly #spec: AttemptSpec;
  readonly #ended = new AbortController();
  readonly #giveUp = new AbortController();
  #copying: Promise<boolean> | undefined;
  #finishing: Promise<void> | undefined;
  #isMarkDue = false;

  constructor(workshop: Workshop, spec: AttemptSpec) {
    this.#workshop = workshop;
    this.#spec = spec;
  }

  /** The script has started in this pod. */
  start(pod: string): void {
    this.#copying ??= this.#copy(pod);
    // Who waits for it learns of a failure; before that it is nobody's.
    this.#copying.catch(() => undefined);
  }

  /** The script has ended. Resolves when all that it said is copied, or cannot be had. */
  async finish(end: LogEnd): Promise<void> {
    if (!this.#copying) return;
    this.#finishing ??= this.#finish(this.#copying, end);
    await this.#finishing;
  }

  async #finish(
    copying: Promise<boolean>,
    { isPodGone, isMarked }: LogEnd,
  ): Promise<void> {
    this.#isMarkDue = isMarked;
    this.#ended.abort();
    const limitMs = isPodGone ? GONE_LIMIT_MS : REST_LIMIT_MS;
    const timer = setTimeout(() => this.#giveUp.abort(), limitMs);
    const isWhole = await copying.finally(() => clearTimeout(timer));
    if (!isWhole) await this.#workshop.logs.note(this.#spec, CUT);
  }

  /** Leaves the rest to the next server. */
  async leave(): Promise<void> {
    this.#giveUp.abort();
    await this.#copying?.catch(() => undefined);
  }

  async #copy(pod: string): Promise<boolean> {
    const { objects, logs, log } = this.#workshop;
    const { jobId, attempt } = this.#spec;
    await using copy = await LogCopy.open(logs, this.#spec);
    return await followLog(objects, {
      pod,
      container: CONTAINERS.main,
      copy,
      ended: this.#ended.signal,
      isMarkDue: () => this.#isMarkDue,
      signal: this.#giveUp.signal,
      onGap: () => logs.note(this.#spec, GAP),
      onFault: (err) => log.warn({ err, jobId, attempt }, "log is read again"),
    });
  }
}
