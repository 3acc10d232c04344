import {
  DEFAULT_TIMEOUT_SECONDS,
  type FunctionDefinition,
} from "@oscar/contracts";
import type { ObjectStore } from "@oscar/object-store";
import type { Logger } from "pino";
import type {
  AttemptEnd,
  AttemptHooks,
  AttemptSpec,
} from "../../ports/job-runner.ts";
import { linesOf, noteLines } from "../attempt-notes.ts";
import { endLeftovers } from "./end-processes.ts";
import {
  LOST_TO_RESTART,
  LOST_WITH_LAUNCHER,
  failureOfExit,
  startFailed,
  timedOut,
} from "./failure.ts";
import { fetchInput } from "./fetch-input.ts";
import type { FileJobLogs } from "./file-job-logs.ts";
import { interpreterOf, interpreterProblem } from "./interpreter.ts";
import {
  type Launched,
  type Launcher,
  LauncherGone,
} from "./launcher/launcher.ts";
import { outOfMemoryKills } from "./out-of-memory.ts";
import { Scratch } from "./scratch.ts";
import {
  type GivenEnvironment,
  scriptEnvironment,
} from "./script-environment.ts";
import { stageOutputs } from "./stage-outputs.ts";
import { type Supervised, supervise } from "./supervise.ts";

/** What all attempts of a runner share. */
export interface Workshop {
  store: ObjectStore;
  logs: FileJobLogs;
  launcher: Launcher;
  scratchDir: string;
  given: GivenEnvironment;
  bootId: string;
  /** Between SIGTERM and SIGKILL. */
  termGraceMs: number;
  log: Logger;
}

export interface RunSignals {
  /** The caller's: the attempt is cancelled. */
  cancel: AbortSignal;
  /** The server stops: nothing more begins. */
  closing: AbortSignal;
  /** The server can wait no longer: what runs is ended. */
  stopping: AbortSignal;
}

/** One attempt, from its input to its staged outputs. */
export class AttemptRun {
  readonly #workshop: Workshop;
  readonly #attempt: AttemptSpec;
  readonly #signals: RunSignals;
  readonly #scratch: Scratch;
  /** Aborted when the script shall not begin. */
  readonly #before: AbortSignal;
  /** Aborted when the script shall end. */
  readonly #during: AbortSignal;

  constructor(workshop: Workshop, attempt: AttemptSpec, signals: RunSignals) {
    const { cancel, closing, stopping } = signals;
    this.#workshop = workshop;
    this.#attempt = attempt;
    this.#signals = signals;
    this.#scratch = new Scratch(workshop.scratchDir, attempt);
    this.#before = AbortSignal.any([cancel, closing]);
    this.#during = AbortSignal.any([cancel, stopping]);
  }

  /** Resolves when nothing of the attempt runs any more and its scratch folder is gone. */
  async run(hooks: AttemptHooks): Promise<AttemptEnd> {
    try {
      const end = await this.#toEnd(hooks);
      await this.#note(linesOf(end));
      return end;
    } finally {
      await this.#removeScratch();
    }
  }

  async #toEnd(hooks: AttemptHooks): Promise<AttemptEnd> {
    try {
      return (await this.#prepare()) ?? (await this.#execute(hooks));
    } catch (error) {
      if (error instanceof LauncherGone) return LOST_WITH_LAUNCHER;
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOSPC" && code !== "EDQUOT") throw error;
      return startFailed("The server's disk is full.");
    }
  }

  /** Undefined when there is a place for the script to run in, else how the attempt has ended. */
  async #prepare(): Promise<AttemptEnd | undefined> {
    if (this.#before.aborted) return this.#interrupted();
    const { script } = this.#attempt.definition;
    const problem = await interpreterProblem(interpreterOf(script));
    if (problem) return startFailed(problem);
    await this.#scratch.create();
    return undefined;
  }

  async #execute(hooks: AttemptHooks): Promise<AttemptEnd> {
    const killsBefore = outOfMemoryKills();
    // To start a process takes as long as to fetch a small file.
    const [filled, launched] = await Promise.allSettled([
      this.#fill(),
      this.#launch(),
    ]);
    const child = launched.status === "fulfilled" ? launched.value : undefined;
    const isReady = filled.status === "fulfilled" && !filled.value;
    if (child && !isReady) await turnAway(child);
    if (filled.status === "rejected") throw filled.reason;
    if (filled.value) return filled.value;
    if (launched.status === "rejected") throw launched.reason;
    if (!child) {
      return startFailed(
        "The event, the environment and the secrets together are larger than this machine lets a program have.",
      );
    }
    if (!(await this.#begin(child, hooks))) return this.#interrupted();
    const ended = await this.#superviseTo(child, hooks);
    hooks.ended?.();
    return this.#conclude(ended, killsBefore);
  }

  /** Undefined when the input and the script are there, else how the attempt has ended. */
  async #fill(): Promise<AttemptEnd | undefined> {
    try {
      const stale = await fetchInput(this.#attempt, this.#scratch, {
        store: this.#workshop.store,
        signal: this.#before,
      });
      if (stale) return stale;
    } catch (error) {
      if (this.#before.aborted) return this.#interrupted();
      throw error;
    }
    await this.#scratch.writeScript(this.#attempt.definition.script);
    await this.#note(this.#attempt.notices);
    return undefined;
  }

  /** Undefined where the environment is too large. */
  async #launch(): Promise<Launched | undefined> {
    const { logs, given, launcher } = this.#workshop;
    const { program, argument } = interpreterOf(
      this.#attempt.definition.script,
    );
    try {
      return await launcher.launch({
        command: [
          program,
          ...(argument ? [argument] : []),
          this.#scratch.script,
        ],
        folder: this.#scratch.work,
        environment: scriptEnvironment(this.#attempt, this.#scratch, given),
        log: {
          path: logs.pathOf(this.#attempt),
          tailFolder: this.#scratch.root,
        },
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "E2BIG") return undefined;
      throw error;
    }
  }

  /** Opens the gate once the reference is committed; false where it stays shut. */
  async #begin(child: Launched, hooks: AttemptHooks): Promise<boolean> {
    const { pid, startTime, pipe } = child;
    const { bootId } = this.#workshop;
    let mayBegin = false;
    try {
      await hooks.begun({ pid, startTime, pipe, bootId });
      mayBegin = !this.#before.aborted;
    } finally {
      if (mayBegin) child.open();
      else await turnAway(child);
    }
    return mayBegin;
  }

  async #superviseTo(
    child: Launched,
    hooks: AttemptHooks,
  ): Promise<Supervised> {
    const fault = new AbortController();
    const supervised = supervise(child, {
      timeoutMs: timeoutOf(this.#attempt.definition) * 1000,
      graceMs: this.#workshop.termGraceMs,
      signal: AbortSignal.any([this.#during, fault.signal]),
    });
    try {
      await hooks.started(new Date());
    } catch (error) {
      fault.abort();
      throw error;
    } finally {
      await this.#afterEnd(child, supervised);
    }
    return supervised;
  }

  /** Ends what the script has left running, then its log; also where nobody can tell its end. */
  async #afterEnd(child: Launched, ended: Promise<unknown>): Promise<void> {
    await ended.catch(() => undefined);
    const { jobId, attempt } = this.#attempt;
    await endLeftovers({ ...child, jobId, attempt });
    const problem = await child.finishLog();
    if (problem === undefined) return;
    this.#workshop.log.warn({ jobId, attempt, problem }, "log is not whole");
    await this.#note([`Some of the log could not be written: ${problem}.`]);
  }

  async #conclude(
    { exit, endedBy }: Supervised,
    killsBefore: number,
  ): Promise<AttemptEnd> {
    if (this.#signals.cancel.aborted) return this.#interrupted();
    if (endedBy === "time limit")
      return timedOut(timeoutOf(this.#attempt.definition));
    if (endedBy === "signal") return this.#interrupted();
    if (exit.code !== 0) {
      const kills = outOfMemoryKills() - killsBefore;
      return failureOfExit(exit, { outOfMemoryKills: kills });
    }
    return stageOutputs(this.#attempt, this.#scratch, {
      store: this.#workshop.store,
      signal: this.#during,
      interrupted: () => this.#interrupted(),
      onLeftover: (staged, err) =>
        this.#workshop.log.warn({ staged, err }, "staged object was left"),
    });
  }

  #interrupted(): AttemptEnd {
    return this.#signals.cancel.aborted
      ? { outcome: "cancelled" }
      : LOST_TO_RESTART;
  }

  /** The log says what its reader would otherwise have to look for elsewhere. */
  #note(lines: string[]): Promise<void> {
    const { logs, log } = this.#workshop;
    return noteLines(logs, this.#attempt, { lines, log });
  }

  async #removeScratch(): Promise<void> {
    try {
      await this.#scratch.remove(this.#attempt.input.key);
    } catch (err) {
      // The next sweep tries again; the attempt's end does not depend on it.
      const folder = this.#scratch.root;
      this.#workshop.log.warn({ err, folder }, "scratch folder was left");
    }
  }
}

/** Resolves when a child that waited at the gate has gone without having begun. */
async function turnAway(child: Launched): Promise<void> {
  child.close();
  await child.ended;
  await child.finishLog();
}

function timeoutOf(definition: FunctionDefinition): number {
  return definition.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
}
