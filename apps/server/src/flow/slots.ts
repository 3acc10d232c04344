/** An attempt that is under way. */
export interface ActiveAttempt {
  functionUid: string;
  /** The script has not started yet. */
  isPending: boolean;
  /** Started although others of its function are stuck in pending. */
  isProbe: boolean;
  /** Nothing of it runs any more; its end is being put in order. */
  hasEnded: boolean;
  since: Date;
}

/** A job that has been pending for so long no longer counts against the global limit. */
export const PENDING_LIMIT_MS = 30_000;

/** Who may start next. Knows only the turn; who is active is told to it. */
export class Slots {
  readonly #maxJobs: number;
  readonly #servedAt = new Map<string, number>();
  #turn = 0;

  constructor(maxJobs: number) {
    this.#maxJobs = maxJobs;
  }

  /**
   * The next may run while the end of one before is put in order; but of those no more wait
   * than may run, however long ledger and store fail.
   */
  isAnyFree(active: Iterable<ActiveAttempt>, now: Date): boolean {
    let running = 0;
    let ended = 0;
    for (const attempt of active) {
      if (attempt.hasEnded) ended++;
      else if (!isStuck(attempt, now)) running++;
    }
    return running + Math.max(0, ended - this.#maxJobs) < this.#maxJobs;
  }

  /**
   * Whether a function may start one more, and as what. While one of its attempts is stuck in
   * pending it may start one other, as a probe, until one of them runs: so a function whose
   * image cannot be pulled never fills the machine.
   */
  admit(
    functionUid: string,
    options: {
      concurrency: number;
      active: Iterable<ActiveAttempt>;
      now: Date;
    },
  ): "start" | "probe" | undefined {
    const own = [...options.active].filter(
      (attempt) => attempt.functionUid === functionUid,
    );
    if (own.length >= options.concurrency) return undefined;
    if (!own.some((attempt) => isStuck(attempt, options.now))) return "start";
    return own.some((attempt) => attempt.isProbe) ? undefined : "probe";
  }

  /** The least recently served first. */
  inTurn<F extends { uid: string }>(functions: F[]): F[] {
    const rank = (uid: string) => this.#servedAt.get(uid) ?? 0;
    return functions.toSorted((a, b) => rank(a.uid) - rank(b.uid));
  }

  served(functionUid: string): void {
    this.#servedAt.set(functionUid, ++this.#turn);
  }

  activeOf(functionUid: string, active: Iterable<ActiveAttempt>): number {
    let own = 0;
    for (const attempt of active)
      if (attempt.functionUid === functionUid) own++;
    return own;
  }

  /** When the next pending attempt stops counting. */
  nextStale(active: Iterable<ActiveAttempt>, now: Date): Date | undefined {
    let next: number | undefined;
    for (const attempt of active) {
      if (!attempt.isPending || isStuck(attempt, now)) continue;
      const at = attempt.since.getTime() + PENDING_LIMIT_MS;
      if (next === undefined || at < next) next = at;
    }
    return next === undefined ? undefined : new Date(next);
  }
}

function isStuck(attempt: ActiveAttempt, now: Date): boolean {
  return (
    attempt.isPending &&
    now.getTime() - attempt.since.getTime() >= PENDING_LIMIT_MS
  );
}
