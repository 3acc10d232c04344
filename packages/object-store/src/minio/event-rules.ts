import { setTimeout as delay } from "node:timers/promises";
import { isAppError, type StatusProblem } from "@oscar/contracts";
import type { Hint, WatchedBuckets } from "../object-store.ts";
import { listBuckets } from "./buckets.ts";
import type { Connection } from "./connection.ts";
import {
  type EventOptions,
  noEvents,
  noTarget,
  noToken,
  notSet,
} from "./event-problems.ts";
import { isFailure } from "./failures.ts";
import {
  hasRule,
  hasRuleOf,
  withoutRule,
  withRule,
} from "./notification-xml.ts";

/** How soon a function that was just saved has its rule; nothing is asked of the server. */
const LOOK_MS = 1000;
/** A rule that somebody took away is put back. */
const CHECK_MS = 60_000;
/** The same while something is wrong, so that mending it is noticed. */
const RECHECK_MS = 5000;
/** An event usually comes within milliseconds. */
const SILENCE_MS = 60_000;
/** A bucket that tells of nothing is listed so often while somebody looks at it. */
const VIEW_MS = 5000;

/**
 * Keeps one rule of ours in the notifications of every input, among those of others, and
 * takes it away again where nothing is watched any more. What the rule brings about, the
 * webhook's requests, does not come this way.
 */
export class EventRules {
  readonly #connection: Connection;
  readonly #options: EventOptions;
  /** Buckets that are known to have our rule. */
  readonly #ruled = new Set<string>();
  #hasCleaned = false;
  #checkedAtMs = -Infinity;
  #listedAtMs = performance.now();
  #problem: StatusProblem | undefined;
  /** When that was put of which no event has come so far. */
  #expectedAtMs = Infinity;

  constructor(connection: Connection, options: EventOptions) {
    this.#connection = connection;
    this.#options = options;
    if (options.target === undefined) this.#problem = noToken(options);
  }

  /** What keeps MinIO from telling of new objects. */
  problems(): StatusProblem[] {
    if (this.#problem) return [this.#problem];
    const { target, silenceMs = SILENCE_MS } = this.#options;
    const isSilent = performance.now() - this.#expectedAtMs > silenceMs;
    return target && isSilent ? [noEvents(target, this.#options)] : [];
  }

  /** We have put an object: where the bucket has our rule, an event of that should come. */
  noteWrite(bucket: string): void {
    if (this.#ruled.has(bucket) && this.#expectedAtMs === Infinity)
      this.#expectedAtMs = performance.now();
  }

  /** An event has come. */
  noteEvent(): void {
    this.#expectedAtMs = Infinity;
  }

  /** Goes on until the signal ends it. */
  async keep(
    buckets: () => WatchedBuckets,
    onHint: (hint: Hint) => Promise<void>,
    { signal }: { signal: AbortSignal },
  ): Promise<void> {
    while (!signal.aborted) {
      const { inputs, viewed } = buckets();
      const fresh = await this.#settle(inputs, signal);
      // What arrived before the rule did is told of by nobody.
      const silent = this.#silent(viewed).filter((each) => !fresh.has(each));
      for (const bucket of [...fresh, ...silent])
        await onHint({ bucket }).catch(() => undefined);
      const options = { signal, ref: false };
      await delay(LOOK_MS, undefined, options).catch(() => undefined);
    }
  }

  /** Resolves with the buckets that have our rule since now. */
  async #settle(inputs: string[], signal: AbortSignal): Promise<Set<string>> {
    const { target } = this.#options;
    const fresh = new Set<string>();
    const isDue = this.#isDue();
    if (isDue) this.#checkedAtMs = performance.now();
    try {
      if (!this.#hasCleaned && isDue) await this.#clean(inputs, signal);
      if (target === undefined) return fresh;
      if (isDue && inputs.length === 0) await this.#askForTarget(target);
      await this.#release(inputs);
      const isNew = (bucket: string) => !this.#ruled.has(bucket);
      const due = isDue ? inputs : inputs.filter(isNew);
      if (due.length === 0) return fresh;
      const refused = await this.#ruleAll(due, { target, fresh, signal });
      if (isDue || refused) this.#problem = refused;
    } catch (error) {
      if (!signal.aborted) this.#note(error);
    }
    return fresh;
  }

  #isDue(): boolean {
    const isWrong = this.#problem !== undefined && this.#options.target;
    const pauseMs = isWrong ? RECHECK_MS : CHECK_MS;
    return performance.now() - this.#checkedAtMs >= pauseMs;
  }

  /** Takes our rule out of buckets that an earlier process had to leave. */
  async #clean(inputs: string[], signal: AbortSignal): Promise<void> {
    const kept = new Set(this.#options.target === undefined ? [] : inputs);
    for (const { name } of await listBuckets(this.#connection)) {
      signal.throwIfAborted();
      if (kept.has(name)) continue;
      // Where we may not even look, we have put nothing.
      await this.#unrule(name).catch(unlessDenied);
    }
    this.#hasCleaned = true;
  }

  /** One bucket that we have no right to keeps no other from its rule. */
  async #ruleAll(
    buckets: string[],
    {
      target,
      fresh,
      signal,
    }: { target: string; fresh: Set<string>; signal: AbortSignal },
  ): Promise<StatusProblem | undefined> {
    let refused: StatusProblem | undefined;
    for (const bucket of buckets) {
      signal.throwIfAborted();
      try {
        if (await this.#rule(bucket, target)) fresh.add(bucket);
      } catch (error) {
        unlessDenied(error);
        refused = notSet(error);
      }
    }
    return refused;
  }

  async #release(inputs: string[]): Promise<void> {
    for (const bucket of this.#ruled) {
      if (inputs.includes(bucket)) continue;
      await this.#unrule(bucket);
      this.#ruled.delete(bucket);
    }
  }

  /** True where the rule had to be put. */
  async #rule(bucket: string, target: string): Promise<boolean> {
    const rule = { id: this.#options.ruleId, target };
    const before = await this.#read(bucket);
    if (before === undefined) {
      this.#ruled.delete(bucket);
      return false;
    }
    const isThere = hasRule(before, rule);
    if (!isThere) await this.#write(bucket, withRule(before, rule));
    this.#ruled.add(bucket);
    return !isThere;
  }

  async #unrule(bucket: string): Promise<void> {
    const { ruleId } = this.#options;
    const before = await this.#read(bucket);
    if (before === undefined || !hasRuleOf(before, ruleId)) return;
    await this.#write(bucket, withoutRule(before, ruleId));
  }

  /** Undefined where the bucket is gone. */
  async #read(bucket: string): Promise<string | undefined> {
    const query = { notification: "" };
    try {
      const request = { method: "GET", bucket, query } as const;
      return (await this.#connection.text(request)).text;
    } catch (error) {
      if (isAppError(error, "bucket_not_found")) return undefined;
      throw error;
    }
  }

  async #write(bucket: string, body: string): Promise<void> {
    const query = { notification: "" };
    await this.#connection.text({ method: "PUT", bucket, query, body });
  }

  /** Where there is no bucket to try it on, whoever may ask learns it all the same. */
  async #askForTarget(target: string): Promise<void> {
    const info = await this.#connection.serverInfo();
    if (info === undefined) return;
    const isThere = info.includes(`:${target}:webhook"`);
    this.#problem = isThere ? undefined : noTarget(target, this.#options);
  }

  #silent(viewed: string[]): string[] {
    const now = performance.now();
    if (now - this.#listedAtMs < VIEW_MS) return [];
    this.#listedAtMs = now;
    return viewed.filter((bucket) => !this.#ruled.has(bucket));
  }

  #note(error: unknown): void {
    const { target } = this.#options;
    this.#checkedAtMs = performance.now();
    // It says so of a target that it does not have.
    const isTarget = isFailure(error, "InvalidArgument");
    if (!isTarget) this.#hasCleaned = false;
    if (target === undefined) return;
    this.#problem = isTarget ? noTarget(target, this.#options) : notSet(error);
  }
}

function unlessDenied(error: unknown): void {
  if (!isFailure(error, "AccessDenied")) throw error;
}
