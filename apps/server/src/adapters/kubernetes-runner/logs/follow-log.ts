import { pause } from "../../../wait.ts";
import { isStatus } from "../cluster/kubernetes-error.ts";
import type { ClusterObjects } from "../cluster/objects.ts";
import { Silence } from "../cluster/silence.ts";
import type { LogCopy } from "./log-copy.ts";
import { LogLines } from "./log-lines.ts";

export interface FollowLog {
  pod: string;
  container: string;
  copy: LogCopy;
  /** Aborted when the container has ended. */
  ended: AbortSignal;
  /** The wrapper has seen the script's end, so that its mark comes however late. */
  isMarkDue(): boolean;
  /** Aborted when the rest is not to be had any more. */
  signal: AbortSignal;
  /** Lines are missing: the node has thrown them away before they were read. */
  onGap(): Promise<void>;
  onFault(error: unknown): void;
  /** A stream that says nothing for so long is opened anew. */
  silenceMs?: number;
  /** How long a mark that is due may be out. */
  markMs?: number;
}

const SILENCE_MS = 5 * 60_000;
/** A stream that does not end with its container is cut, and the rest read without it. */
const END_LIMIT_MS = 5000;
/** For the end of a log that has no mark, since the whole container was killed. */
const SETTLE_MS = 3000;
/** For a mark that is due: a busy node writes the last lines seconds after the end (*seen*). */
const MARK_MS = 120_000;
const FIRST_PAUSE_MS = 100;
const LAST_PAUSE_MS = 10_000;

/**
 * Copies a container's log until all of it is there, whatever the connection does meanwhile.
 * False where the rest could not be had.
 */
export async function followLog(
  objects: Pick<ClusterObjects, "log">,
  options: FollowLog,
): Promise<boolean> {
  const { signal, ended, copy, onFault } = options;
  let pauseMs = FIRST_PAUSE_MS;
  let endedAt: number | undefined;
  while (!signal.aborted) {
    if (ended.aborted) endedAt ??= performance.now();
    try {
      const isRead = copy.isWhole || (await readOnce(objects, options));
      const isDue = options.isMarkDue();
      const limitMs = isDue ? (options.markMs ?? MARK_MS) : SETTLE_MS;
      if (copy.isWhole || (isRead && isSettled(endedAt, limitMs))) {
        const isAll = copy.isWhole || !isDue;
        await copy.finish();
        return isAll;
      }
      pauseMs = FIRST_PAUSE_MS;
    } catch (error) {
      if (signal.aborted) break;
      // Of a pod that is gone nothing more can be had.
      if (isStatus(error, 404)) break;
      onFault(error);
      pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
    }
    await copy.save();
    await pause(pauseMs, { signal });
  }
  await copy.save();
  return false;
}

/** Of a log without a mark all that is there some time after the container's end is all. */
function isSettled(endedAt: number | undefined, limitMs: number): boolean {
  return endedAt !== undefined && performance.now() - endedAt > limitMs;
}

/** Reads from where the copy ends to where the stream does; false where that was cut. */
async function readOnce(
  objects: Pick<ClusterObjects, "log">,
  options: FollowLog,
): Promise<boolean> {
  const { pod, container, copy, ended, signal, onGap } = options;
  using silence = new Silence(options.silenceMs ?? SILENCE_MS, signal);
  using limit = new EndLimit(ended);
  const from = copy.beginReading();
  const stream = await objects.log({
    pod,
    container,
    follow: !ended.aborted,
    ...(from.at === "" ? {} : { sinceTime: from.at }),
    signal: AbortSignal.any([silence.signal, limit.signal]),
  });
  const lines = new LogLines(from);
  let isGapTold = false;
  try {
    for await (const chunk of stream) {
      silence.broken();
      const parts = lines.take(chunk as Buffer);
      if (lines.hasGap && !isGapTold) {
        isGapTold = true;
        await onGap();
      }
      await copy.append(parts, lines.position);
      if (copy.isWhole) return true;
    }
    return true;
  } catch (error) {
    if (limit.signal.aborted || silence.signal.aborted) return false;
    throw error;
  }
}

/** Aborted some time after another signal was. */
class EndLimit implements Disposable {
  readonly #controller = new AbortController();
  readonly #ended: AbortSignal;
  #timer: NodeJS.Timeout | undefined;

  constructor(ended: AbortSignal) {
    this.#ended = ended;
    // One that had ended before is read to its end however long that takes.
    if (!ended.aborted) ended.addEventListener("abort", this.#start);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#ended.removeEventListener("abort", this.#start);
  }

  readonly #start = () => {
    this.#timer = setTimeout(
      () => this.#controller.abort(),
      END_LIMIT_MS,
    ).unref();
  };
}
