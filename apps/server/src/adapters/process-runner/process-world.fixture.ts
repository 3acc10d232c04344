import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDirectoryStore } from "@oscar/object-store";
import pino from "pino";
import type { RunnerWorld } from "../../ports/runner-tester.contract.ts";
import { FileJobLogs } from "./file-job-logs.ts";
import { ProcessRunner, type ProcessRunnerOptions } from "./process-runner.ts";

export interface ProcessWorld extends RunnerWorld {
  folder: string;
  logs: FileJobLogs;
  runner: ProcessRunner;
  /** Another runner on the same folders. */
  successor(options?: Partial<ProcessRunnerOptions>): ProcessRunner;
}

/** A process runner in a folder of its own, with short times to wait. */
export async function createProcessWorld(
  options: Partial<ProcessRunnerOptions> = {},
): Promise<ProcessWorld> {
  const folder = await mkdtemp(join(tmpdir(), "oscar-runner-"));
  const world = await openProcessWorld(folder, options);
  return {
    ...world,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same in a folder that is there already and that stays. */
export async function openProcessWorld(
  folder: string,
  options: Partial<ProcessRunnerOptions> = {},
): Promise<ProcessWorld> {
  const store =
    options.store ??
    (await openDirectoryStore({ root: join(folder, "store") }));
  const logs = new FileJobLogs(join(folder, "logs"));
  const runners: ProcessRunner[] = [];
  function successor(others: Partial<ProcessRunnerOptions> = {}) {
    const runner = new ProcessRunner({
      store,
      logs,
      scratchDir: join(folder, "scratch"),
      environment: { PATH: process.env["PATH"], HOME: "/", LANG: "C.UTF-8" },
      log: pino({ level: "silent" }),
      termGraceMs: 300,
      disposeGraceMs: 100,
      ...options,
      ...others,
    });
    runners.push(runner);
    return runner;
  }
  async function dispose(): Promise<void> {
    for (const runner of runners) await runner[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
  }
  const runner = successor();
  const disposable = { [Symbol.asyncDispose]: dispose };
  return { folder, store, logs, runner, successor, ...disposable };
}
