import type { AttemptHooks, AttemptSpec } from "../../ports/job-runner.ts";
import { noteLines } from "../attempt-notes.ts";
import type { Workshop } from "./workshop.ts";

/** What is said of an attempt while it is led: in its log, and while it waits. */
export class AttemptWords {
  readonly #workshop: Pick<Workshop, "logs" | "log">;
  readonly #spec: AttemptSpec;
  readonly #hooks: AttemptHooks;
  #waitingFor: string | undefined;

  constructor(
    workshop: Pick<Workshop, "logs" | "log">,
    spec: AttemptSpec,
    hooks: AttemptHooks,
  ) {
    this.#workshop = workshop;
    this.#spec = spec;
    this.#hooks = hooks;
  }

  /** What it waits for; undefined where it does not. */
  get waitingFor(): string | undefined {
    return this.#waitingFor;
  }

  note(lines: string[]): Promise<void> {
    const { logs, log } = this.#workshop;
    return noteLines(logs, this.#spec, { lines, log });
  }

  async waiting(message: string): Promise<void> {
    if (message === this.#waitingFor) return;
    this.#waitingFor = message;
    await this.#hooks.waiting?.(`waiting: ${message}`);
  }

  /** The script has started, which says by itself that nothing is waited for. */
  forget(): void {
    this.#waitingFor = undefined;
  }

  /** What it waited for is there. */
  async goesOn({ hasStarted }: { hasStarted: boolean }): Promise<void> {
    if (this.#waitingFor === undefined) return;
    this.#waitingFor = undefined;
    const message = "starting: its containers are being made.";
    await this.#hooks.waiting?.(hasStarted ? null : message);
  }
}
