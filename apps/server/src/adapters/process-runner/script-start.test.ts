import type { ObjectStore } from "@oscar/object-store";
import { describe, expect, it } from "vitest";
import {
  type AttemptParts,
  RunnerTester,
  hooksOf,
  never,
} from "../../ports/runner-tester.contract.ts";
import type { AttemptSpec } from "../../ports/job-runner.ts";
import { interpreterOf } from "./interpreter.ts";
import { HAS_PROC, allPids, belongsTo } from "./process-table.ts";
import { createProcessWorld } from "./process-world.fixture.ts";

async function run(script: string, parts: AttemptParts = {}) {
  await using world = await createProcessWorld();
  const tester = new RunnerTester(world);
  await tester.prepare();
  const attempt = await tester.attempt(script, parts);
  const end = await tester.run(attempt);
  return { end, log: await tester.logOf(attempt) };
}

/** What a runner needs of a store, of which some is replaced. */
function changed(store: ObjectStore, parts: Partial<ObjectStore>): ObjectStore {
  const kept: Partial<ObjectStore> = {
    download: store.download.bind(store),
    stageFile: store.stageFile.bind(store),
    problems: store.problems.bind(store),
  };
  return { ...kept, ...parts } as ObjectStore;
}

async function processesOf(attempt: AttemptSpec): Promise<number[]> {
  const pids = await allPids();
  const belonging = await Promise.all(
    pids.map((pid) => belongsTo(pid, attempt)),
  );
  return pids.filter((_, index) => belonging[index] === "yes");
}

describe("a script's first line", () => {
  it.each([
    ["echo", { program: "/bin/sh" }],
    ["#!/bin/bash", { program: "/bin/bash" }],
    ["#! /bin/bash \n", { program: "/bin/bash" }],
    [
      "#!/usr/bin/env python3\n",
      { program: "/usr/bin/env", argument: "python3" },
    ],
    ["#!/bin/sh -e -u \n", { program: "/bin/sh", argument: "-e -u" }],
    ["#!\t/bin/sh\t-e\nx", { program: "/bin/sh", argument: "-e" }],
    ["#!\n", { program: "/bin/sh" }],
    [" #!/bin/bash\n", { program: "/bin/sh" }],
  ])("%j names its interpreter", (script, interpreter) => {
    expect(interpreterOf(script)).toEqual(interpreter);
  });

  it.each([
    ["#!/no/such/python9\n", "/no/such/python9 is not on this machine"],
    ["#!/etc/passwd\n", "/etc/passwd must not be run"],
    ["#!/tmp\n", "/tmp is not a program"],
    ["#!bash\n", "full path"],
  ])("%j is refused with words, also in the log", async (script, words) => {
    const { end, log } = await run(script);
    expect(end).toMatchObject({
      outcome: "failed",
      reason: "start_failed",
      message: expect.stringContaining(words) as string,
    });
    expect(log).toContain(words);
  });
});

describe("a script's start", () => {
  it("fails with words where the environment is too large", async () => {
    const environment: Record<string, string> = {};
    for (let i = 0; i < 100; i++) environment[`V${i}`] = "x".repeat(65_000);
    const { end } = await run("exit 0", { definition: { environment } });
    expect(end).toMatchObject({ reason: "start_failed" });
    expect(end).toHaveProperty("message", expect.stringContaining("larger"));
  });

  it.skipIf(!HAS_PROC)(
    "leaves nobody waiting where its input is gone",
    async () => {
      await using world = await createProcessWorld();
      const tester = new RunnerTester(world);
      await tester.prepare();
      const attempt = await tester.attempt("echo ran");
      async function download() {
        await expect.poll(() => processesOf(attempt)).toHaveLength(1);
        return undefined;
      }
      const runner = world.successor({
        store: changed(world.store, { download }),
      });
      const { hooks, order } = hooksOf();
      const end = await runner.run(attempt, hooks, { signal: never });
      expect(end).toEqual({ outcome: "stale", reason: "input_deleted" });
      expect(order).toEqual([]);
      expect(await processesOf(attempt)).toEqual([]);
      expect(await tester.logOf(attempt)).toBe("");
    },
  );

  it("waits until its reference is committed", async () => {
    await using world = await createProcessWorld();
    const tester = new RunnerTester(world);
    await tester.prepare();
    const attempt = await tester.attempt("echo ran");
    const commit = Promise.withResolvers<undefined>();
    const { hooks, begun } = hooksOf();
    const slow = {
      ...hooks,
      async begun(ref: Parameters<typeof hooks.begun>[0]) {
        await hooks.begun(ref);
        await commit.promise;
      },
    };
    const end = world.runner.run(attempt, slow, { signal: never });
    await begun;
    // A script that did not wait would have run by the end of another.
    await tester.run(await tester.attempt("exit 0"));
    expect(await tester.logOf(attempt)).toBe("");
    commit.resolve(undefined);
    expect((await end).outcome).toBe("succeeded");
    expect(await tester.logOf(attempt)).toBe("ran\n");
  });

  it("does not happen where the reference cannot be committed", async () => {
    await using world = await createProcessWorld();
    const tester = new RunnerTester(world);
    await tester.prepare();
    const attempt = await tester.attempt("echo ran");
    const begun = () => Promise.reject(new Error("ledger is closed"));
    const run = world.runner.run(
      attempt,
      { ...hooksOf().hooks, begun },
      { signal: never },
    );
    await expect(run).rejects.toThrow("ledger is closed");
    expect(await tester.logOf(attempt)).toBe("");
  });

  it("is undone where it cannot be told", async () => {
    await using world = await createProcessWorld();
    const tester = new RunnerTester(world);
    await tester.prepare();
    const attempt = await tester.attempt("sleep 600");
    const started = () => Promise.reject(new Error("ledger is closed"));
    const run = world.runner.run(
      attempt,
      { ...hooksOf().hooks, started },
      { signal: never },
    );
    await expect(run).rejects.toThrow("ledger is closed");
  });
});

describe("a script that ends its parent", () => {
  it("does not have the server as its parent", async () => {
    const { log } = await run('echo "parent $PPID"');
    expect(log).toMatch(/^parent \d+$/m);
    expect(log).not.toContain(`parent ${process.pid}\n`);
  });

  it.each(["kill -9 $PPID", "kill -9 $PPID $$"])(
    "fails alone: %s",
    async (script) => {
      const { end } = await run(`[ $PPID = ${process.pid} ] || ${script}`);
      expect(end).toMatchObject({ reason: "exit_code", exitCode: 137 });
    },
  );
});

describe("a script's end", () => {
  it("is told before its outputs are staged", async () => {
    await using world = await createProcessWorld();
    const tester = new RunnerTester(world);
    await tester.prepare();
    const attempt = await tester.attempt('echo x > "$TMP_OUTPUT_DIR/x"');
    const told = Promise.withResolvers<void>();
    const { store } = world;
    async function stageFile(...parts: Parameters<typeof store.stageFile>) {
      await told.promise;
      return store.stageFile(...parts);
    }
    const runner = world.successor({ store: changed(store, { stageFile }) });
    const hooks = { ...hooksOf().hooks, ended: () => told.resolve() };
    const end = await runner.run(attempt, hooks, { signal: never });
    expect(end).toMatchObject({ outcome: "succeeded", staged: [{ size: 2 }] });
  });

  it.each([
    ["kill -SEGV $$", 139, "SIGSEGV"],
    ["kill -KILL $$", 137, "SIGKILL"],
    ["no-such-program", 127, "was not found"],
    ["/etc/passwd", 126, "may not be run"],
    ["exit 3", 3, "exit code 3."],
  ])("%s is said in words", async (script, exitCode, words) => {
    const { end, log } = await run(script);
    expect(end).toMatchObject({ reason: "exit_code", exitCode });
    expect(end).toHaveProperty("message", expect.stringContaining(words));
    expect(log).toContain(words);
  });
});
