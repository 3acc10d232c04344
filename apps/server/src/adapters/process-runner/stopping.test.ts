import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import {
  RunnerTester,
  hooksOf,
  never,
} from "../../ports/runner-tester.contract.ts";
import { HAS_PROC, statOf } from "./process-table.ts";
import { createProcessWorld } from "./process-world.fixture.ts";

const LOST = { outcome: "failed", reason: "lost", excused: true };

async function createTester() {
  const world = await createProcessWorld();
  const tester = new RunnerTester(world);
  await tester.prepare();
  const scratch = () => readdir(join(world.folder, "scratch"));
  return { world, tester, scratch };
}

describe("a runner that is disposed", () => {
  it("ends what does not end by itself, as lost to our own stop", async () => {
    const { world, tester, scratch } = await createTester();
    await using _ = world;
    const runner = world.successor();
    const attempt = await tester.attempt("echo ready; sleep 600");
    const { hooks, begun } = hooksOf();
    const end = runner.run(attempt, hooks, { signal: never });
    await tester.logToSay(attempt, "ready");
    await runner[Symbol.asyncDispose]();
    expect(await end).toMatchObject(LOST);
    expect(await scratch()).toEqual([]);
    const stat = HAS_PROC && (await statOf(Number((await begun)["pid"])));
    expect(stat && stat.isAlive).toBeFalsy();
  });

  it("lets a script end that does so in time", async () => {
    const { world, tester } = await createTester();
    await using _ = world;
    const runner = world.successor({ disposeGraceMs: 10_000 });
    const attempt = await tester.attempt("echo ready; sleep 0.3; exit 5");
    const { hooks } = hooksOf();
    const end = runner.run(attempt, hooks, { signal: never });
    await tester.logToSay(attempt, "ready");
    await runner[Symbol.asyncDispose]();
    expect(await end).toMatchObject({ reason: "exit_code", exitCode: 5 });
  });

  it("begins nothing more", async () => {
    const { world, tester } = await createTester();
    await using _ = world;
    const runner = world.successor();
    await runner[Symbol.asyncDispose]();
    const attempt = await tester.attempt("echo ran");
    const { hooks, order } = hooksOf();
    const end = await runner.run(attempt, hooks, { signal: never });
    expect(end).toMatchObject(LOST);
    expect(order).toEqual([]);
  });
});

describe("scratch folders", () => {
  it("are gone after every end", async () => {
    const { world, tester, scratch } = await createTester();
    await using _ = world;
    const locked =
      'mktemp; mkdir -p a/b; echo x >a/b/c; chmod 000 a/b a "$TMP_INPUT_DIR"; ';
    const ends = ["exit 0", "exit 1", "kill -9 $$"];
    for (const end of ends) {
      await tester.run(await tester.attempt(locked + end));
      expect(await scratch()).toEqual([]);
    }
    await tester.run(await tester.attempt("#!/no/such\n"));
    expect(await scratch()).toEqual([]);
  });

  it("hold the script's temporary files", async () => {
    const { world, tester } = await createTester();
    await using _ = world;
    const attempt = await tester.attempt("mktemp");
    await tester.run(attempt);
    const path = (await tester.logOf(attempt)).trim();
    expect(path.startsWith(join(world.folder, "scratch"))).toBe(true);
  });

  it("are swept where the ledger does not know their attempts", async () => {
    const { world, tester, scratch } = await createTester();
    await using _ = world;
    for (const name of ["dead-1", "alive-2", "not a scratch folder"])
      await mkdir(join(world.folder, "scratch", name), { recursive: true });
    const attempt = await tester.attempt("echo ready; sleep 600");
    const cancel = new AbortController();
    const end = tester.run(attempt, cancel.signal);
    await tester.logToSay(attempt, "ready");
    await world.runner.sweep((jobId, n) => jobId === "alive" && n === 2);
    expect((await scratch()).sort()).toEqual(
      ["alive-2", "not a scratch folder", `${attempt.jobId}-1`].sort(),
    );
    cancel.abort();
    await end;
  });

  it("are removed by a server without rights over everything", async () => {
    const folder = await mkdtemp(join(tmpdir(), "oscar-scratch-"));
    const module = join(import.meta.dirname, "scratch.ts");
    const program = join(folder, "program.mjs");
    await writeFile(
      program,
      `import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
      const { Scratch } = await import(${JSON.stringify(module)});
      if (process.getuid() === 0) process.setuid(65534);
      const scratch = new Scratch(${JSON.stringify(tmpdir())}, { jobId: "unlocked" + process.pid, attempt: 1 });
      await scratch.create();
      mkdirSync(scratch.work + "/a/b", { recursive: true });
      writeFileSync(scratch.work + "/a/b/c", "x");
      for (const path of ["/a/b", "/a", ""]) chmodSync(scratch.work + path, 0);
      await scratch.remove();
      console.log(existsSync(scratch.root));`,
    );
    const run = promisify(execFile)(process.execPath, [program]);
    expect((await run).stdout).toBe("false\n");
    await rm(folder, { recursive: true });
  });
});
