import { AppError } from "@oscar/contracts";
import { openParts } from "../compose.ts";
import type {
  AttemptEnd,
  AttemptHooks,
  AttemptSpec,
  JobLogs,
  JobRunner,
} from "../ports/job-runner.ts";
import type { ScriptFetcher } from "../ports/script-fetcher.ts";
import { runServer } from "../run-server.ts";

/** Jobs end as soon as they begin: badly where their input is empty. */
class RunsNothing implements JobRunner {
  readonly kind = "process";
  readonly #logs: JobLogs;

  constructor(logs: JobLogs) {
    this.#logs = logs;
  }

  async run(attempt: AttemptSpec, hooks: AttemptHooks): Promise<AttemptEnd> {
    await hooks.begun({});
    await hooks.started(new Date());
    await this.#logs.note(attempt, "Nothing is run here.");
    if (attempt.input.size > 0)
      return { outcome: "succeeded", staged: [], notes: [] };
    return { outcome: "failed", reason: "exit_code", message: "Empty." };
  }

  resume(): Promise<AttemptEnd> {
    return Promise.resolve({ outcome: "cancelled" });
  }

  async sweep(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {}
}

const fetchesNothing: ScriptFetcher = {
  fetch: () =>
    Promise.reject(
      new AppError("script_unreachable", "No script is fetched here."),
    ),
};

/**
 * The product for callers that send anything at all: no script is run, and nobody on the
 * network is asked for one.
 */
await runServer({
  async open(config, log) {
    const parts = await openParts(config, log);
    await parts.runner[Symbol.asyncDispose]();
    return Object.assign(parts, {
      runner: new RunsNothing(parts.logs),
      scripts: fetchesNothing,
    });
  },
});
