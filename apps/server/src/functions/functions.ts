import { totalmem } from "node:os";
import {
  type FunctionDefinition,
  type FunctionSummary,
  isAppError,
  type OscarFunction,
  parseQuantity,
  runnableScript,
} from "@oscar/contracts";
import type { Buckets } from "../buckets/buckets.ts";
import type { Flow } from "../flow/flow.ts";
import { noFunction, type StoredFunction } from "../ledger/functions.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { JobLogs, JobRunner } from "../ports/job-runner.ts";
import type { Turns } from "../turns.ts";
import type { ObjectStore } from "@oscar/object-store";
import {
  type BackfillChoice,
  type BackfillResult,
  backfill,
} from "./backfill.ts";
import {
  type DeleteFunctionOptions,
  deleteFunction,
  finishDeleting,
} from "./delete-function.ts";
import {
  type Faring,
  presentFunction,
  presentSummary,
} from "./present-function.ts";
import {
  bucketsOf,
  cloneFunction,
  createFunction,
  updateFunction,
} from "./save-function.ts";

export interface FunctionsOptions {
  ledger: Ledger;
  store: ObjectStore;
  runner: JobRunner;
  flow: Flow;
  logs: JobLogs;
  buckets: Buckets;
  /** In which functions are saved and buckets are deleted. */
  turns: Turns;
  /** The global limit, which every function's slots are within. */
  maxJobs: number;
}

/** The buckets that exist, or why nobody knows. */
interface StoreLook {
  existing?: ReadonlySet<string>;
  problem?: string;
}

/** What users do with functions. */
export class Functions {
  readonly #options: FunctionsOptions;

  constructor(options: FunctionsOptions) {
    this.#options = options;
  }

  async list(): Promise<FunctionSummary[]> {
    const { ledger } = this.#options;
    const functions = await ledger.functions.list();
    const counts = await ledger.jobs.counts();
    const store = await this.#lookAtStore();
    const summaries = [];
    for (const each of functions) {
      if (each.isDeleting) continue;
      const known =
        counts.get(each.uid) ?? (await ledger.jobs.countsOf(each.uid));
      summaries.push(
        presentSummary(each, {
          ...this.#faring(each, store),
          counts: known,
        }),
      );
    }
    return summaries;
  }

  async get(name: string): Promise<OscarFunction> {
    return this.#present(await this.#living(name));
  }

  async create(definition: FunctionDefinition): Promise<OscarFunction> {
    return this.#present(await createFunction(this.#options, definition));
  }

  async clone(copy: { from: string; name: string }): Promise<OscarFunction> {
    return this.#present(await cloneFunction(this.#options, copy));
  }

  async update(
    name: string,
    update: FunctionDefinition & { generation: number },
  ): Promise<OscarFunction> {
    return this.#present(await updateFunction(this.#options, name, update));
  }

  delete(name: string, choice: DeleteFunctionOptions): Promise<void> {
    return deleteFunction(this.#options, name, choice);
  }

  /** Finishes the deletions that a crash cut short. */
  async finishDeletions(): Promise<void> {
    for (const each of await this.#options.ledger.functions.list())
      if (each.isDeleting) await finishDeleting(this.#options, each);
  }

  async backfill(
    name: string,
    choice: BackfillChoice,
  ): Promise<BackfillResult> {
    return backfill(this.#options, await this.#living(name), choice);
  }

  async retryFailed(name: string): Promise<number> {
    const { ledger, flow } = this.#options;
    const { uid } = await this.#living(name);
    const queued = await ledger.transitions.requeueFailed(uid);
    flow.tracker.jobs({ uid, name });
    flow.dispatcher.wake();
    return queued;
  }

  /** For live updates: those of these functions that live. The buckets are listed once. */
  async summariesOf(uids: string[]): Promise<FunctionSummary[]> {
    const { ledger } = this.#options;
    const store = await this.#lookAtStore();
    const summaries = [];
    for (const uid of uids) {
      const stored = await ledger.functions.getByUid(uid);
      if (!stored || stored.isDeleting) continue;
      const counts = await ledger.jobs.countsOf(uid);
      summaries.push(
        presentSummary(stored, { ...this.#faring(stored, store), counts }),
      );
    }
    return summaries;
  }

  async #living(name: string): Promise<StoredFunction> {
    const stored = await this.#options.ledger.functions.get(name);
    if (!stored || stored.isDeleting) throw noFunction(name);
    return stored;
  }

  async #present(stored: StoredFunction): Promise<OscarFunction> {
    return presentFunction(stored, {
      ...this.#faring(stored, await this.#lookAtStore()),
      counts: await this.#options.ledger.jobs.countsOf(stored.uid),
    });
  }

  /** Functions can be read and changed also while the store is away. */
  async #lookAtStore(): Promise<StoreLook> {
    try {
      const buckets = await this.#options.store.listBuckets();
      return { existing: new Set(buckets.map((bucket) => bucket.name)) };
    } catch (error) {
      if (!isAppError(error, "unavailable")) throw error;
      return { problem: error.message };
    }
  }

  #faring(
    stored: StoredFunction,
    { existing, problem }: StoreLook,
  ): Omit<Faring, "counts"> {
    const { flow, maxJobs, runner } = this.#options;
    const total = Math.min(stored.definition.concurrency ?? maxJobs, maxJobs);
    const missing = bucketsOf(stored.definition).filter(
      (bucket) => existing && !existing.has(bucket),
    );
    return {
      slots: {
        total,
        free: Math.max(0, total - flow.dispatcher.activeOf(stored.uid)),
      },
      isReady: missing.length === 0 && problem === undefined,
      problems: [
        ...(problem === undefined ? [] : [problem]),
        ...missing.map(
          (bucket) =>
            `The bucket ${bucket} is missing. Save the function again to create it.`,
        ),
        ...(runner.problemsOf?.(stored.uid) ??
          memoryProblems(stored.definition)),
        ...runnableScript(stored.definition.script).notices,
      ],
      notWatched: flow.reconciler.olderThanWatch(stored.uid),
    };
  }
}

/** A request that this machine cannot meet is a hint: the function runs all the same. */
function memoryProblems(definition: FunctionDefinition): string[] {
  const request = definition.requests?.memory;
  if (request === undefined || (parseQuantity(request) ?? 0) <= totalmem())
    return [];
  return [`It asks for ${request} of memory, and this machine has less.`];
}
