import { statfs } from "node:fs/promises";
import { AppError, type Status, type StatusProblem } from "@oscar/contracts";
import type { ObjectStore } from "@oscar/object-store";
import { Gauge, Registry } from "prom-client";
import type { Ledger } from "../ledger/ledger.ts";
import type { JobRunner } from "../ports/job-runner.ts";

/** Below this an operator is warned. */
const MIN_FREE_BYTES = 2 ** 30;

export interface ServerStatusOptions {
  ledger: Ledger;
  store: Pick<ObjectStore, "problems">;
  runner: Pick<JobRunner, "problems">;
  dataDir: string;
  isReady(): boolean;
}

/** How the server itself fares. */
export class ServerStatus {
  readonly #options: ServerStatusOptions;
  readonly #registry = new Registry();

  constructor(options: ServerStatusOptions) {
    this.#options = options;
    const { ledger } = options;
    new Gauge({
      name: "oscar_jobs",
      help: "Jobs by state",
      labelNames: ["state"],
      registers: [this.#registry],
      async collect() {
        this.reset();
        for (const counts of (await ledger.jobs.counts()).values())
          for (const [state, jobs] of Object.entries(counts))
            this.inc({ state }, jobs);
      },
    });
    new Gauge({
      name: "process_resident_memory_bytes",
      help: "Resident memory of the server",
      registers: [this.#registry],
      collect() {
        this.set(process.memoryUsage.rss());
      },
    });
  }

  async status(): Promise<Status> {
    const { store, runner } = this.#options;
    const found = await Promise.all([store.problems(), this.#diskProblems()]);
    return { problems: [...found.flat(), ...(runner.problems?.() ?? [])] };
  }

  async #diskProblems(): Promise<StatusProblem[]> {
    const { dataDir } = this.#options;
    const { bavail, bsize } = await statfs(dataDir);
    const free = bavail * bsize;
    if (free >= MIN_FREE_BYTES) return [];
    return [
      {
        code: "disk_low",
        message: `The disk of ${dataDir} has ${Math.floor(free / 2 ** 20)} MiB left.`,
        help: "Delete objects that are no longer needed, or move the data folder to a larger disk.",
      },
    ];
  }

  /** @throws AppError `unavailable` while the server is starting or stopping */
  checkReady(): Promise<void> {
    if (this.#options.isReady()) return Promise.resolve();
    return Promise.reject(
      new AppError("unavailable", "The server is starting or stopping."),
    );
  }

  async metrics(): Promise<{ contentType: string; text: string }> {
    return {
      contentType: this.#registry.contentType,
      text: await this.#registry.metrics(),
    };
  }
}
