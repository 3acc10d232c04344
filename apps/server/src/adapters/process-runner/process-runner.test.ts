import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { describeJobRunner } from "../../ports/job-runner.contract.ts";
import type { RunnerWorld } from "../../ports/runner-tester.contract.ts";
import { FileJobLogs } from "./file-job-logs.ts";
import { createFolderStore } from "./folder-store.fake.ts";
import { ProcessRunner } from "./process-runner.ts";

async function createWorld(): Promise<RunnerWorld> {
  const folder = await mkdtemp(join(tmpdir(), "oscar-runner-"));
  const store = createFolderStore(join(folder, "store"));
  const logs = new FileJobLogs(join(folder, "logs"));
  const create = () =>
    new ProcessRunner({
      store,
      logs,
      scratchDir: join(folder, "scratch"),
      environment: { PATH: process.env["PATH"], HOME: "/", LANG: "C.UTF-8" },
      log: pino({ level: "silent" }),
      termGraceMs: 300,
      disposeGraceMs: 100,
    });
  const runner = create();
  return {
    store,
    logs,
    runner,
    successor: create,
    async [Symbol.asyncDispose]() {
      await runner[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describeJobRunner("process", createWorld, { jobMs: 10_000, atOnce: 16 });
